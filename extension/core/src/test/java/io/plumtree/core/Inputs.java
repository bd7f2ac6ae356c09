package io.plumtree.core;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.plumtree.api.MessageHistory.End;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.IHave.Announcement;
import io.plumtree.core.message.Leave;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Path;
import io.plumtree.core.message.PathAnswer;
import io.plumtree.core.message.PathQuestion;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.Summary.StreamSummary;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncRoot;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Everything that can happen to a node, for properties. */
final class Inputs {

    private static final long MILLIS = 1_000_000L;
    private static final Payload SMALL = Payload.plain(new byte[10]);
    /** Of the default max-message-size. */
    private static final Payload LARGE = Payload.plain(new byte[65_536]);
    private static final Arbitrary<Boolean> FLAGS = Arbitraries.of(true, false);
    private static final Arbitrary<Boolean> RARELY = Arbitraries.frequency(Tuple.of(1, true), Tuple.of(7, false));

    /** One input, with words for it. */
    record Input(String words, Consumer<CheckedNode> to) {
        @Override
        public String toString() {
            return words;
        }
    }

    private final Arbitrary<NodeId> peers;
    private final Arbitrary<PlumtreeMessage> messages;
    private final List<String> ownTopics;

    /** Of {@code peers} neighbours who say {@code messages} while the node broadcasts on {@code ownTopics}. */
    Inputs(int peers, Arbitrary<PlumtreeMessage> messages, List<String> ownTopics) {
        this.peers = Arbitraries.integers().between(0, peers - 1).map(Inputs::peer);
        this.messages = messages;
        this.ownTopics = ownTopics;
    }

    static NodeId peer(int number) {
        return NodeId.of("p" + number);
    }

    Arbitrary<List<Input>> sequences(int most) {
        Arbitrary<Long> nanos = Arbitraries.of(0L, 1L, 30L, 100L, 500L, 2_000L, 10_000L, 61_000L).map(ms -> ms * MILLIS);
        Arbitrary<Input> receive = Combinators.combine(peers, messages).as(
                (peer, message) -> new Input(peer + " says " + message, node -> node.receive(peer, message)));
        Arbitrary<Input> pass = nanos.map(time -> new Input("pass " + time / MILLIS + " ms", node -> node.pass(time)));
        Arbitrary<Input> rare = Arbitraries.oneOf(of("memberUp", CheckedNode::memberUp),
                of("memberDown", CheckedNode::memberDown), of("linkUp", CheckedNode::linkUp),
                of("linkUp", CheckedNode::linkUp), of("linkDown", CheckedNode::linkDown),
                of("connectFailed", CheckedNode::connectFailed), of("refuse", CheckedNode::refuse),
                of("drained", CheckedNode::drained),
                of("roundTrip", (node, peer) -> node.roundTrip(peer, 40 * MILLIS)),
                Arbitraries.just(new Input("flush", CheckedNode::flush)));
        Arbitrary<Input> any = Arbitraries.frequencyOf(Tuple.of(12, receive), Tuple.of(3, pass), Tuple.of(3, rare));
        if (!ownTopics.isEmpty()) {
            Arbitrary<Input> broadcast = Combinators.combine(Arbitraries.of(ownTopics), FLAGS)
                    .as((topic, confirmed) -> new Input("broadcast " + topic + " " + confirmed,
                            node -> node.broadcast(topic, confirmed)));
            any = Arbitraries.frequencyOf(Tuple.of(6, any), Tuple.of(1, broadcast));
        }
        return any.list().ofMaxSize(most);
    }

    private Arbitrary<Input> of(String name, java.util.function.BiConsumer<CheckedNode, NodeId> input) {
        return peers.map(peer -> new Input(name + " " + peer, node -> input.accept(node, peer)));
    }

    /** Well-formed messages of few streams and low sequences, so that they have to do with each other. */
    static Arbitrary<PlumtreeMessage> talkOf(List<String> origins, List<Long> epochs, List<String> topics) {
        Arbitrary<NodeId> nodes = Arbitraries.of(origins).map(NodeId::of);
        Arbitrary<StreamId> streams = Combinators.combine(nodes, Arbitraries.of(epochs), Arbitraries.of(topics))
                .as(StreamId::new);
        Arbitrary<Long> places = Arbitraries.longs().between(0, 24);
        Arbitrary<Long> sequences = Arbitraries.longs().between(1, 24);
        Arbitrary<Long> baselines = Arbitraries.frequency(Tuple.of(5, 0L), Tuple.of(1, 3L));
        Arbitrary<Range> ranges = Combinators.combine(streams, sequences, Arbitraries.longs().between(0, 5), RARELY)
                .as((stream, from, length, open) -> new Range(stream, from, open ? Range.OPEN : from + length));
        Arbitrary<Mark> marks = Combinators.combine(streams, places).as(Mark::new);
        Arbitrary<Gossip> gossips = Combinators
                .combine(streams, sequences, Arbitraries.frequency(Tuple.of(20, SMALL), Tuple.of(1, LARGE)), RARELY, RARELY,
                        baselines, places)
                .as((stream, sequence, payload, repaired, acknowledge, baseline, low) -> new Gossip(
                        new Message(stream, sequence, 5, Map.of("name", "value"), payload), 2, repaired, acknowledge,
                        Math.max(baseline, low), baseline));
        Arbitrary<Announcement> announcements = Combinators
                .combine(streams, sequences, Arbitraries.longs().between(0, 5), Arbitraries.of(0, 20, 150), baselines)
                .as((stream, from, length, age, baseline) -> new Announcement(stream, from, from + length, age, baseline));
        Arbitrary<StreamSummary> summaries = Combinators.combine(streams, baselines, places, places, places, FLAGS)
                .as((stream, baseline, a, b, c, attached) -> {
                    long low = Math.max(baseline, Math.min(a, b));
                    long newest = Math.max(low, Math.max(a, b));
                    return new StreamSummary(stream, baseline, low, newest, Math.max(1, Math.min(c, newest + 1)), attached);
                });
        return Arbitraries.frequencyOf(Tuple.of(10, gossips),
                Tuple.of(4, announcements.list().ofMinSize(1).ofMaxSize(3).map(IHave::new)),
                Tuple.of(2, Combinators.combine(nodes, ranges.list().ofMaxSize(2)).as(Graft::new)),
                Tuple.of(2, Combinators.combine(nodes, Arbitraries.of(0, 1, 2, 3, Handover.ANY_DEPTH)).as(Handover::new)),
                Tuple.of(2, Combinators.combine(nodes, marks.list().ofMaxSize(2)).as(Prune::new)),
                Tuple.of(2, Combinators.combine(nodes, marks.list().ofMaxSize(2)).as(Accept::new)),
                Tuple.of(1, nodes.map(Refuse::new)), Tuple.of(1, Arbitraries.just(new Leave())),
                Tuple.of(1, ranges.list().ofMaxSize(3).map(Pull::new)),
                Tuple.of(2, Combinators.combine(ranges, FLAGS).as(Missing::new)),
                Tuple.of(1, Combinators.combine(summaries.list().ofMaxSize(3), FLAGS, FLAGS).as(Summary::new)),
                Tuple.of(1, Combinators.combine(streams, sequences).as(Received::new)),
                Tuple.of(2, Combinators.combine(places, places).as(SyncRoot::new)),
                Tuple.of(1, Combinators.combine(places, streams, sequences, Arbitraries.of(0, 7, 5_000)).as(PathQuestion::new)),
                Tuple.of(1, Combinators.combine(Arbitraries.longs().between(1, 3), Arbitraries.of(0, 1, 2).map(Inputs::peer))
                        .as((number, peer) -> new PathAnswer(number, Path.untold(End.NOT_RETAINED, peer)))),
                Tuple.of(2, Combinators.combine(summaries.list().ofMaxSize(3), places, FLAGS, Arbitraries.of(0, 40))
                        .as((told, hole, answer, age) -> page(told, hole, answer, age))));
    }

    private static SyncPage page(List<StreamSummary> told, long hole, boolean answer, int age) {
        return new SyncPage(Long.MIN_VALUE, Long.MAX_VALUE, answer, told.stream().map(one -> new SyncPage.Digest(one, age,
                hole > one.low() && hole < one.newest() ? List.of(new SyncPage.Hole(hole, hole)) : List.of())).toList());
    }

    /** @return names that begin with {@code prefix} */
    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
