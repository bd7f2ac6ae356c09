package io.plumtree.simulator.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.Effects;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.measure.MessageRecord;
import io.plumtree.simulator.network.LatencyModels;
import io.plumtree.simulator.overlay.RandomOverlay;

class PaperPlumtreeTest {

    private static final long MILLI = 1_000_000L;
    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");
    private static final StreamId STREAM = new StreamId(NodeId.of("origin"), 1, "events");

    private final List<String> sent = new ArrayList<>();
    private final List<Long> delivered = new ArrayList<>();
    private boolean full;

    private PaperPlumtree node(int threshold) {
        PaperPlumtree node = new PaperPlumtree(NodeId.of("self"), 7, PlumtreeConfig.standard(),
                new PaperSettings(Duration.ofMillis(200), threshold), new RingOverlay(5), new Recorder());
        for (NodeId neighbour : List.of(A, B, C)) {
            node.linkUp(neighbour, 0);
        }
        return node;
    }

    private final class Recorder implements Effects {

        @Override
        public boolean send(NodeId peer, PlumtreeMessage message) {
            if (message instanceof Gossip gossip) {
                if (full) {
                    return false;
                }
                sent.add("gossip " + gossip.message().sequence() + "/" + gossip.round() + " " + peer);
            } else if (message instanceof IHave ihave) {
                sent.add("ihave " + ihave.announcements().get(0).from() + " " + peer);
            } else if (message instanceof Graft graft) {
                sent.add("graft " + graft.wanted().stream().map(Range::from).toList() + " " + peer);
            } else if (message instanceof Prune) {
                sent.add("prune " + peer);
            }
            return true;
        }

        @Override
        public boolean deliver(Message message, int round, boolean redelivered) {
            delivered.add(message.sequence());
            return false;
        }

        @Override
        public boolean gap(ClusterGap gap) {
            throw new AssertionError(gap);
        }

        @Override
        public void event(PlumtreeEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void acknowledged(long token) {
            throw new AssertionError();
        }

        @Override
        public void notAcknowledged(long token, String why) {
            throw new AssertionError();
        }

        @Override
        public void connect(NodeId member) {
            // links come up as the test has it
        }

        @Override
        public void disconnect(NodeId member, String reason) {
            // as above
        }
    }

    private static Gossip gossip(long sequence, int round) {
        return new Gossip(new Message(STREAM, sequence, 0, Map.of(), Payload.plain(new byte[1])), round, false, false, sequence,
                0);
    }

    private static IHave ihave(long sequence, int round) {
        return new IHave(List.of(new IHave.Announcement(STREAM, sequence, sequence, round, 0)));
    }

    private List<String> sent() {
        List<String> since = List.copyOf(sent);
        sent.clear();
        return since;
    }

    @Test
    void aNewPayloadGoesToAllEagerNeighboursButItsSender() {
        PaperPlumtree node = node(0);
        node.receive(A, gossip(1, 3), 0);
        assertEquals(List.of(1L), delivered);
        assertEquals(List.of("gossip 1/4 b", "gossip 1/4 c"), sent());
    }

    @Test
    void aDuplicatePrunesBothEndsAndTheNextMessageIsOnlyAnnounced() {
        PaperPlumtree node = node(0);
        node.receive(A, gossip(1, 1), 0);
        sent();
        node.receive(B, gossip(1, 2), 0);
        assertEquals(List.of("prune b"), sent());
        node.receive(C, new Prune(C, List.of()), 0);
        node.receive(A, gossip(2, 1), 0);
        assertEquals(List.of("ihave 2 b", "ihave 2 c"), sent());
        assertEquals(List.of(1L, 2L), delivered);
    }

    @Test
    void whoPushesIsPushedToFromThenOn() {
        PaperPlumtree node = node(0);
        node.receive(B, new Prune(B, List.of()), 0);
        node.receive(B, gossip(1, 1), 0);
        sent();
        node.receive(A, gossip(2, 1), 0);
        assertEquals(List.of("gossip 2/2 b", "gossip 2/2 c"), sent());
    }

    @Test
    void anAnnouncedMessageThatDoesNotComeIsGraftedFromOneAnnouncerAfterTheOther() {
        PaperPlumtree node = node(0);
        node.receive(B, new Prune(B, List.of()), 0);
        node.receive(B, ihave(1, 1), 0);
        node.receive(C, ihave(1, 1), 50 * MILLI);
        assertEquals(200 * MILLI, node.nanosToDeadline(0));
        node.advance(200 * MILLI);
        assertEquals(List.of("graft [1] b"), sent());
        node.advance(300 * MILLI);
        assertEquals(List.of("graft [1] c"), sent());
        node.advance(400 * MILLI);
        assertEquals(List.of(), sent());
        node.receive(A, gossip(1, 1), 500 * MILLI);
        assertEquals(List.of("gossip 1/2 b", "gossip 1/2 c"), sent(), "b became eager by the graft");
    }

    @Test
    void anAnnouncementOfAMessageThatCameMeansNothing() {
        PaperPlumtree node = node(0);
        node.receive(B, ihave(1, 1), 0);
        node.receive(A, gossip(1, 1), MILLI);
        node.receive(C, ihave(1, 1), 2 * MILLI);
        sent();
        node.advance(1_000 * MILLI);
        assertEquals(List.of(), sent());
    }

    @Test
    void aGraftIsAnsweredWithThePayload() {
        PaperPlumtree node = node(0);
        node.receive(B, new Prune(B, List.of()), 0);
        node.receive(A, gossip(1, 3), 0);
        sent();
        node.receive(B, new Graft(B, List.of(new Range(STREAM, 1, 1))), MILLI);
        node.receive(B, new Graft(B, List.of(new Range(STREAM, 9, 9))), MILLI);
        assertEquals(List.of("gossip 1/4 b"), sent());
    }

    @Test
    void aMuchShorterWayThatWasAnnouncedTakesThePlaceOfTheLongOne() {
        PaperPlumtree node = node(3);
        node.receive(B, ihave(1, 2), 0);
        node.receive(A, gossip(1, 5), MILLI);
        assertEquals(List.of("gossip 1/6 b", "gossip 1/6 c", "graft [] b", "prune a"), sent());
        node.receive(B, ihave(2, 3), 0);
        node.receive(C, gossip(2, 5), MILLI);
        assertEquals(List.of("gossip 2/6 b", "ihave 2 a"), sent(), "two hops less are not enough");
    }

    @Test
    void aDeadNeighbourIsNotAsked() {
        PaperPlumtree node = node(0);
        node.receive(A, ihave(1, 1), 0);
        node.receive(B, ihave(1, 1), 0);
        node.linkDown(A, MILLI);
        node.advance(200 * MILLI);
        assertEquals(List.of("graft [1] b"), sent());
    }

    @Test
    void whatAFullQueueDoesNotTakeIsAnnounced() {
        PaperPlumtree node = node(0);
        full = true;
        node.broadcast("events", new byte[1], 0, Acknowledgement.QUEUED, 0, 0);
        assertEquals(List.of("ihave 1 a", "ihave 1 b", "ihave 1 c"), sent());
    }

    @Test
    void aSettledTreeOfOneSenderHasNoDuplicatesAndThoseOfManySendersAreDeepAndRedundant() {
        List<MessageRecord> one = run(1);
        assertEquals(3.0, one.get(0).rmr(), 0.05);
        assertTrue(one.subList(20, 40).stream().allMatch(message -> message.rmr() == 0));
        List<MessageRecord> many = run(20);
        double rmr = many.subList(20, 40).stream().mapToDouble(MessageRecord::rmr).average().orElseThrow();
        assertTrue(rmr > 0.002, () -> "many senders share one tree: " + rmr);
        assertTrue(many.get(39).lastHop() > one.get(39).lastHop());
    }

    private static List<MessageRecord> run(int origins) {
        PlumtreeConfig config = PlumtreeConfig.standard();
        SimulatedCluster cluster = new SimulatedCluster(config, LatencyModels.parse("uniform:10-50", 1), 1,
                new PaperProtocols(config, new RandomOverlay(400, 5, 1), new PaperSettings(Duration.ofMillis(200), 0)));
        Measurements measurements = new Measurements(cluster.time(), cluster.latency());
        cluster.listen(measurements);
        cluster.addNodes(400);
        cluster.start(null, Duration.ofSeconds(5));
        for (int i = 0; i < 40; i++) {
            cluster.node(i % origins * 7).broadcast("events", new byte[10], Acknowledgement.QUEUED, i);
            cluster.run(Duration.ofSeconds(1));
        }
        cluster.run(Duration.ofSeconds(5));
        assertEquals(40 * 399, measurements.delivered());
        assertEquals(List.of(), measurements.violations());
        return measurements.messages();
    }
}
