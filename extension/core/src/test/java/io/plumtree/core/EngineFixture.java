package io.plumtree.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.SyncStrategy;
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
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.overlay.View;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.tree.TreePosition;
import io.plumtree.core.util.Prng;

/**
 * One engine, {@code self}, with neighbours by hand and a tree as the test says. What it does is a list of short texts, such
 * as {@code a: PULL o/t 3..5} or {@code deliver o/t 3}, that a test compares as a whole.
 */
final class EngineFixture implements Effects, StoreEffects {

    static final long MILLIS = 1_000_000L;
    static final long SECONDS = 1_000_000_000L;
    static final NodeId SELF = NodeId.of("self");
    /** A stream of the remote origin {@code o}. */
    static final StreamId STREAM = new StreamId(NodeId.of("o"), 7, "t");

    final NodeEngine engine;
    final List<String> done = new ArrayList<>();
    final Set<NodeId> refusing = new LinkedHashSet<>();
    /** Whether the application returns from what it is handed only when {@link NodeEngine#handled} is called. */
    boolean slow;
    long now = 1_000 * SECONDS;
    NodeId parent;
    List<NodeId> children = List.of();
    int depth;
    int height = TreePosition.UNBOUNDED;
    /** What the last tree was planned on. */
    View planned;

    /** Without anti-entropy, which is not what most tests are about. */
    EngineFixture() {
        this(PlumtreeConfig.standard().withSyncStrategy(SyncStrategy.OFF));
    }

    EngineFixture(PlumtreeConfig config) {
        this(config, false);
    }

    /** A node with a durable store that holds this. */
    EngineFixture(PlumtreeConfig config, StoreContents contents) {
        this(config, true);
        engine.restore(contents, now);
    }

    private EngineFixture(PlumtreeConfig config, boolean store) {
        engine = new NodeEngine(SELF, 100, config, (view, self, origin) -> {
            planned = view;
            return new TreePosition(parent, children, depth, height);
        }, new RingOverlay(config.get(ConfigKey.RINGS)), new Prng(1), this, store ? this : null);
    }

    static NodeId id(String name) {
        return NodeId.of(name);
    }

    /** Links neighbours, settles, and forgets what was done so far. */
    EngineFixture link(String... names) {
        for (String name : names) {
            engine.linkUp(id(name), now);
        }
        pass(60 * SECONDS);
        done.clear();
        return this;
    }

    EngineFixture tree(String parentName, String... childNames) {
        parent = parentName == null ? null : id(parentName);
        children = java.util.Arrays.stream(childNames).map(EngineFixture::id).toList();
        return this;
    }

    /** What the plan says besides: how deep this node is, and how deep anybody is. */
    EngineFixture depth(int ofThis, int ofDeepest) {
        depth = ofThis;
        height = ofDeepest;
        return this;
    }

    /** Lets time pass, doing what is due at its time. */
    void pass(long nanos) {
        long until = now + nanos;
        while (engine.nanosToDeadline(now) <= until - now) {
            now += engine.nanosToDeadline(now);
            engine.advance(now);
        }
        now = until;
    }

    void receive(String from, PlumtreeMessage message) {
        engine.receive(id(from), message, now);
    }

    /** A push of {@link #STREAM} from a sender that has everything up to it. */
    void gossip(String from, long sequence) {
        receive(from, gossip(sequence, 2, false, sequence));
    }

    static Gossip gossip(long sequence, int round, boolean repaired, long low) {
        return new Gossip(message(sequence), round, repaired, false, low, 0);
    }

    static Message message(long sequence) {
        return new Message(STREAM, sequence, 5, Collections.emptyMap(),
                Payload.plain(("m" + sequence).getBytes(StandardCharsets.UTF_8)));
    }

    void ihave(String from, long first, long last) {
        ihave(from, first, last, 0);
    }

    void ihave(String from, long first, long last, int ageMillis) {
        receive(from, new IHave(List.of(new Announcement(STREAM, first, last, ageMillis, 0))));
    }

    long broadcast(String text, Acknowledgement acknowledgement, long token) {
        return engine.broadcast("t", Collections.emptyMap(), Payload.plain(text.getBytes(StandardCharsets.UTF_8)), 5,
                acknowledgement, token, now);
    }

    /** @return what was done since the last call */
    List<String> done() {
        List<String> since = List.copyOf(done);
        done.clear();
        return since;
    }

    /** @return what was done since the last call, of those that begin with one of these */
    List<String> done(String... prefixes) {
        return done().stream().filter(text -> java.util.Arrays.stream(prefixes).anyMatch(text::startsWith)).toList();
    }

    static String text(PlumtreeMessage message) {
        if (message instanceof Gossip g) {
            return "GOSSIP " + stream(g.message().stream()) + " " + g.message().sequence() + " round " + g.round()
                    + (g.repaired() ? " repaired" : "") + (g.acknowledge() ? " acknowledge" : "") + " low " + g.low();
        } else if (message instanceof IHave i) {
            return "IHAVE " + i.announcements().stream()
                    .map(a -> stream(a.stream()) + " " + a.from() + ".." + a.to() + " age " + a.ageMillis())
                    .collect(Collectors.joining(", "));
        } else if (message instanceof Graft g) {
            return "GRAFT " + g.origin() + " " + ranges(g.wanted());
        } else if (message instanceof Handover h) {
            return "HANDOVER " + h.origin() + (h.deepest() == Handover.ANY_DEPTH ? "" : " deepest " + h.deepest());
        } else if (message instanceof Prune p) {
            return "PRUNE " + p.origin() + " " + marks(p.after());
        } else if (message instanceof Pull p) {
            return "PULL " + ranges(p.wanted());
        } else if (message instanceof Missing m) {
            return "MISSING " + ranges(List.of(m.range())) + (m.gone() ? " gone" : "");
        } else if (message instanceof Accept a) {
            return "ACCEPT " + a.origin() + " " + marks(a.marks());
        } else if (message instanceof Refuse r) {
            return "REFUSE " + r.origin();
        } else if (message instanceof Leave) {
            return "LEAVE";
        } else if (message instanceof Received r) {
            return "RECEIVED " + stream(r.stream()) + " " + r.sequence();
        } else if (message instanceof Summary s) {
            return "SUMMARY " + s.streams().stream()
                    .map(t -> stream(t.stream()) + " low " + t.low() + " newest " + t.newest() + " from "
                            + t.retainedFrom() + (t.attached() ? " attached" : ""))
                    .collect(Collectors.joining(", ", "[", "]")) + (s.established() ? " established" : "");
        } else if (message instanceof SyncRoot) {
            return "SYNC_ROOT";
        } else if (message instanceof SyncPage p) {
            return (p.answer() ? "ANSWER " : "PAGE ") + p.digests().stream()
                    .map(d -> stream(d.summary().stream()) + " low " + d.summary().low() + " newest " + d.summary().newest()
                            + " from " + d.summary().retainedFrom() + " age " + d.ageSeconds()
                            + d.holes().stream().map(h -> " without " + h.from() + ".." + h.to())
                                    .collect(Collectors.joining()))
                    .collect(Collectors.joining(", ", "[", "]")) + (p.to() == Long.MAX_VALUE ? "" : " and more");
        }
        if (message instanceof PathQuestion q) {
            return "PATH? " + q.number() + " " + stream(q.stream()) + " " + q.sequence() + " within " + q.patienceMillis();
        } else if (message instanceof PathAnswer a) {
            return "PATH " + a.number() + " " + text(a.path());
        }
        throw new AssertionError(message);
    }

    static String text(Path path) {
        return path.steps().stream()
                .map(step -> step.node() + " " + step.arrival() + " round " + step.round() + " age " + step.ageMicros())
                .collect(Collectors.joining(", ", "[", "]")) + " " + path.end()
                + (path.next() == null ? "" : " " + path.next());
    }

    private static String stream(StreamId stream) {
        return stream.origin() + "/" + stream.topic();
    }

    private static String ranges(List<Range> ranges) {
        return ranges.stream()
                .map(r -> stream(r.stream()) + " " + r.from() + ".." + (r.to() == Range.OPEN ? "" : r.to()))
                .collect(Collectors.joining(", "));
    }

    private static String marks(List<Mark> marks) {
        return marks.stream().map(m -> stream(m.stream()) + " after " + m.sequence()).collect(Collectors.joining(", "));
    }

    @Override
    public boolean send(NodeId peer, PlumtreeMessage message) {
        if (message instanceof Gossip && refusing.contains(peer)) {
            return false;
        }
        done.add(peer + ": " + text(message));
        return true;
    }

    @Override
    public boolean deliver(Message message, int round, boolean redelivered) {
        done.add("deliver " + stream(message.stream()) + " " + message.sequence() + (redelivered ? " redelivered" : ""));
        return slow;
    }

    @Override
    public boolean gap(ClusterGap gap) {
        done.add(gap.toString());
        return slow;
    }

    @Override
    public void event(PlumtreeEvent event) {
        done.add(event.toString());
    }

    @Override
    public void acknowledged(long token) {
        done.add("acknowledged " + token);
    }

    @Override
    public void notAcknowledged(long token, String why) {
        done.add("not acknowledged " + token + ": " + why);
    }

    @Override
    public void storing() {
        done.add("storing");
    }

    @Override
    public void fetch(StreamId stream, long from, long to, int maxMessages, long maxBytes, long token) {
        done.add("fetch " + stream(stream) + " " + from + ".." + to + " #" + token);
    }

    @Override
    public void connect(NodeId member) {
        done.add("connect " + member);
    }

    @Override
    public void disconnect(NodeId member, String reason) {
        done.add("disconnect " + member + ": " + reason);
    }
}
