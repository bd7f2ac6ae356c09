package io.plumtree.simulator.node;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeException;
import io.plumtree.core.Effects;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.StoreEffects;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.store.StoreContents;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.Endpoint;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.store.Disk;
import io.plumtree.simulator.store.SimulatedStore;
import io.plumtree.simulator.time.NodeClock;
import io.plumtree.simulator.time.VirtualTime;

/**
 * One node: a process that may start, crash, start again, stand still and be slow, with a real engine in it, or another
 * protocol. Its clocks may be wrong. It keeps its number and its name over all its incarnations.
 */
public final class SimulatedNode implements Endpoint {

    private final Surroundings surroundings;
    private final VirtualTime time;
    private final int index;
    private final NodeId id;
    private final NodeClock clock;
    private final Deque<Runnable> inbox = new ArrayDeque<>(0);
    private @Nullable Process process;
    private @Nullable Application application;
    private @Nullable Disk disk;
    private int incarnation;
    private long standsStillUntil;
    private long busyUntil;
    private long nanosPerInput;
    private boolean draining;
    /** Whether there is anything in {@link #inbox}. */
    private boolean waiting;

    /** What a node needs of the cluster it is in. */
    public interface Surroundings {

        VirtualTime time();

        NodeListener listener();

        /** @return the node of that name, running or not; null if there never was one */
        @Nullable
        SimulatedNode node(NodeId id);

        Protocol newProtocol(SimulatedNode node, long epoch, Effects effects, @Nullable StoreEffects store);

        Dialer newDialer(Dialer.Caller caller);

        long latency(int a, int b);

        boolean connects(int a, int b);

        Link connect(Endpoint dialer, Endpoint acceptor);

        void close(Link link, Endpoint by, String why);

        void abandon(Link link, Endpoint gone);
    }

    public SimulatedNode(int index, NodeId id, NodeClock clock, Surroundings surroundings) {
        this.index = index;
        this.id = id;
        this.clock = clock;
        this.surroundings = surroundings;
        this.time = surroundings.time();
    }

    // --- the process ------------------------------------------------------------------------------------------------

    /** From its next start on it has a durable store. */
    public void store(Disk onto) {
        disk = onto;
    }

    /** @return where its durable store is; null if it has none */
    public @Nullable Disk disk() {
        return disk;
    }

    /** Starts the process, as an incarnation whose epoch is what the wall clock shows; with a store it goes on from there. */
    public void start() {
        if (process != null) {
            throw new IllegalStateException(id + " runs already");
        }
        incarnation++;
        inbox.clear();
        waiting = false;
        standsStillUntil = 0;
        Process started = new Process();
        process = started;
        surroundings.listener().started(this);
        started.restore();
    }

    /** The process is gone; the operating system closes its connections. */
    public void crash() {
        end(link -> surroundings.close(link, this, "crash"), SimulatedStore::died);
    }

    /** The machine is gone: nobody tells its neighbours. */
    public void crashSilently() {
        end(link -> surroundings.abandon(link, this), SimulatedStore::died);
    }

    /** As {@link #crashSilently}; what the disk was not made to force is lost. */
    public void losePower() {
        end(link -> surroundings.abandon(link, this), SimulatedStore::lostPower);
    }

    /**
     * Says that it leaves, relays until its neighbours have found other ways, and ends as a crash does.
     *
     * @param left called then
     */
    public void leave(Runnable left) {
        Process leaving = process;
        input(engine -> {
            engine.flush(clock.nanos());
            time.in(engine.leave(clock.nanos()), () -> {
                if (process == leaving) {
                    crash();
                    left.run();
                }
            });
        });
    }

    private void end(Consumer<Link> closing, Consumer<SimulatedStore> leaving) {
        Process ended = process;
        if (ended == null) {
            throw new IllegalStateException(id + " does not run");
        }
        surroundings.listener().stopped(this);
        process = null;
        SimulatedStore store = ended.store;
        if (store != null) {
            leaving.accept(store);
        }
        inbox.clear();
        waiting = false;
        ended.dialer.stop();
        for (Link link : ended.links.all()) {
            closing.accept(link);
        }
    }

    /** The process stands still, as for a garbage collection: nothing is done, everything waits. */
    public void pause(long nanos) {
        standsStillUntil = Math.max(standsStillUntil, time.now() + nanos);
    }

    /** From now on every input takes so long. */
    public void slow(long newNanosPerInput) {
        nanosPerInput = newNanosPerInput;
    }

    /** From now on, what the node hands over takes as long as {@code slow} says. */
    public void application(Application slow) {
        application = slow;
    }

    /** The application has returned from the oldest thing it was handed of a topic. */
    public void handled(String topic) {
        whenAwake(() -> {
            returned(topic);
            input(engine -> engine.handled(topic, 1, clock.nanos()));
        });
    }

    // --- what a test or a scenario does -----------------------------------------------------------------------------

    /** @return how often it was started */
    public int incarnation() {
        return incarnation;
    }

    public NodeClock clock() {
        return clock;
    }

    /** Membership tells of several members at one time, and of the zones of some. */
    public void membersChanged(Collection<NodeId> up, Collection<NodeId> down, Map<NodeId, String> zones) {
        whenAwake(() -> input(engine -> engine.membersChanged(up, down, zones, clock.nanos())));
    }

    /**
     * Broadcasts, now if the process neither stands still nor is busy, else as soon as it is not.
     *
     * @param token the caller's name for it, if it is to be acknowledged
     */
    public void broadcast(String topic, byte[] payload, Acknowledgement acknowledgement, long token) {
        whenAwake(() -> input(engine -> {
            Process current = process;
            try {
                if (current != null) {
                    current.broadcasting = true;
                }
                long sequence = engine.broadcast(topic, payload, clock.wallMillis(), acknowledgement, token,
                        clock.nanos());
                surroundings.listener().broadcast(this, new StreamId(id, engine.epoch(), topic), sequence, token);
                deliverOwn();
            } catch (PlumtreeException refused) {
                surroundings.listener().refused(this, refused);
            } finally {
                if (current != null) {
                    current.broadcasting = false;
                }
            }
        }));
    }

    /** What a node delivers to itself while it broadcasts is told after the broadcast. */
    private void deliverOwn() {
        Process current = process;
        Message own = current == null ? null : current.own;
        if (own != null) {
            current.own = null;
            surroundings.listener().delivered(this, own, 0, false);
            if (application == null) {
                returned(own.stream().topic());
            }
        }
    }

    private void returned(String topic) {
        if (disk != null && process != null) {
            surroundings.listener().returned(this, topic);
        }
    }

    /** @return the engine's counters and fills; null if the process does not run */
    public @Nullable NodeSnapshot snapshot() {
        return process == null ? null : process.engine.snapshot();
    }

    /** @return this incarnation's epoch; 0 if the process does not run */
    public long epoch() {
        return process == null ? 0 : process.engine.epoch();
    }

    /** @return what it has others compare in membership's exchange of states; null if nothing */
    public @Nullable SyncRoot syncRoot() {
        return process == null ? null : process.engine.syncRoot(clock.nanos());
    }

    /** Membership's exchange of states tells what another has it compare. */
    public void compare(SyncRoot theirs) {
        whenAwake(() -> input(engine -> engine.compare(theirs, clock.nanos())));
    }

    /** @return whether nothing is scheduled in the engine */
    public boolean timersIdle() {
        return process == null || process.engine.nanosToDeadline(clock.nanos()) == NodeEngine.NO_DEADLINE;
    }

    /** @return the links that are up at this end */
    public List<Link> links() {
        return process == null ? List.of() : process.links.all();
    }

    private void input(Consumer<Protocol> action) {
        Process current = process;
        if (current != null) {
            action.accept(current.engine);
            if (process == current) {
                current.rearm();
            }
        }
    }

    // --- the network tells ------------------------------------------------------------------------------------------

    @Override
    public int index() {
        return index;
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public boolean running() {
        return process != null;
    }

    @Override
    public boolean accepts(NodeId peer) {
        return process != null && process.engine.accepts(peer);
    }

    @Override
    public void receive(Channel channel, PlumtreeMessage message) {
        if (awake()) {
            received(channel, message);
        } else {
            later(() -> received(channel, message));
        }
    }

    private void received(Channel channel, PlumtreeMessage message) {
        Process current = process;
        if (current != null && channel.receiver() == current) {
            current.engine.receive(channel.from().id(), message, clock.nanos());
            if (message instanceof Summary summary) {
                surroundings.listener().summarised(this, summary);
            }
            current.rearm();
        }
    }

    @Override
    public void linkUp(Link link) {
        // A link is accepted, or its answer read, by the process; the peer's first words wait behind it.
        Process current = process;
        if (current != null && link.forth().from() == this && !current.dialled.remove(link)) {
            surroundings.close(link, this, "dialled before the restart");
        } else if (current != null) {
            current.links.put(link, link.from(this));
            whenAwake(() -> upNow(current, link));
        }
    }

    private void upNow(Process current, Link link) {
        NodeId peer = link.other(this).id();
        if (process == current && current.links.has(link)) {
            current.engine.linkUp(peer, clock.nanos());
            surroundings.listener().linked(this);
            current.engine.roundTrip(peer, 2 * link.from(this).latency());
            current.rearm();
        }
    }

    @Override
    public void linkDown(Link link) {
        Process current = process;
        whenAwake(() -> {
            NodeId peer = link.other(this).id();
            if (current == null || process != current) {
                return;
            }
            if (current.links.remove(link)) {
                current.engine.linkDown(peer, clock.nanos());
                current.dialer.lost(peer);
                current.rearm();
            } else if (current.dialled.remove(link)) {
                current.dialer.lost(peer);
                current.failed(peer);
            }
        });
    }

    @Override
    public void drained(Channel channel) {
        whenAwake(() -> input(engine -> engine.drained(channel.to().id(), clock.nanos())));
    }

    // --- standing still and being slow ------------------------------------------------------------------------------

    private boolean awake() {
        if (nanosPerInput == 0 && standsStillUntil == 0 && !waiting) {
            return true;
        }
        long now = time.now();
        if (waiting || now < standsStillUntil || now < busyUntil) {
            return false;
        }
        busyUntil = now + nanosPerInput;
        return true;
    }

    private void whenAwake(Runnable action) {
        if (awake()) {
            action.run();
        } else {
            later(action);
        }
    }

    private void later(Runnable action) {
        inbox.add(action);
        waiting = true;
        wakeLater();
    }

    private void wakeLater() {
        if (!draining) {
            draining = true;
            time.at(Math.max(time.now(), Math.max(standsStillUntil, busyUntil)), this::wake);
        }
    }

    private void wake() {
        draining = false;
        long now = time.now();
        if (now >= standsStillUntil && now >= busyUntil && waiting) {
            busyUntil = now + nanosPerInput;
            Runnable first = inbox.removeFirst();
            waiting = !inbox.isEmpty();
            first.run();
        }
        if (waiting) {
            wakeLater();
        }
    }

    /** One incarnation. */
    private final class Process implements Effects, Dialer.Caller {

        private final @Nullable SimulatedStore store;
        private final Protocol engine;
        private final Dialer dialer;
        /** Links that are up or coming up at this end. */
        private final NodeLinks links = new NodeLinks(this);
        /** Links that this incarnation dialled and that have not been answered yet. */
        private final Set<Link> dialled = new HashSet<>();
        private @Nullable Message own;
        private boolean broadcasting;
        private long wakesAt = Long.MAX_VALUE;

        Process() {
            this.store = disk == null ? null : new SimulatedStore(disk, time, this::whenAwake);
            this.engine = surroundings.newProtocol(SimulatedNode.this, clock.wallMillis(), this, store);
            this.dialer = surroundings.newDialer(this);
        }

        private void restore() {
            if (store != null) {
                StoreContents contents = store.open();
                surroundings.listener().restored(SimulatedNode.this, contents);
                engine.restore(contents, clock.nanos());
                rearm();
            }
        }

        private void whenAwake(ObjLongConsumer<Protocol> action) {
            SimulatedNode.this.whenAwake(() -> {
                if (process == this) {
                    action.accept(engine, clock.nanos());
                    rearm();
                }
            });
        }

        private void rearm() {
            long local = engine.nanosToDeadline(clock.nanos());
            if (local == NodeEngine.NO_DEADLINE) {
                return;
            }
            long at = time.now() + clock.virtualNanos(local);
            if (at < wakesAt) {
                wakesAt = at;
                time.at(at, () -> onTime(at));
            }
        }

        private void onTime(long at) {
            if (process != this || wakesAt != at) {
                return;
            }
            wakesAt = Long.MAX_VALUE;
            whenAwake(Protocol::advance);
        }

        @Override
        public boolean send(NodeId peer, PlumtreeMessage message) {
            Channel channel = links.to(peer);
            return channel == null || channel.send(message);
        }

        @Override
        public boolean deliver(Message message, int round, boolean redelivered) {
            if (broadcasting) {
                own = message;
            } else {
                surroundings.listener().delivered(SimulatedNode.this, message, round, redelivered);
            }
            return handed(message.stream().topic(), broadcasting);
        }

        @Override
        public boolean gap(ClusterGap gap) {
            surroundings.listener().event(SimulatedNode.this, gap);
            return handed(gap.topic(), false);
        }

        private boolean handed(String topic, boolean toldLater) {
            boolean inHand = application != null && application.handed(SimulatedNode.this, topic);
            if (!inHand && !toldLater) {
                returned(topic);
            }
            return inHand;
        }

        @Override
        public void event(PlumtreeEvent event) {
            surroundings.listener().event(SimulatedNode.this, event);
        }

        @Override
        public void acknowledged(long token) {
            surroundings.listener().acknowledged(SimulatedNode.this, token);
        }

        @Override
        public void notAcknowledged(long token, String why) {
            surroundings.listener().notAcknowledged(SimulatedNode.this, token);
        }

        @Override
        public void connect(NodeId member) {
            dialer.want(member);
        }

        @Override
        public void disconnect(NodeId member, String reason) {
            dialer.forget(member);
            Channel channel = links.to(member);
            if (channel != null) {
                Link link = channel.link();
                links.remove(link);
                surroundings.close(link, SimulatedNode.this, reason);
            }
        }

        @Override
        public long latencyTo(NodeId member) {
            SimulatedNode other = surroundings.node(member);
            return other == null ? 0 : surroundings.latency(index, other.index);
        }

        @Override
        public Dialer.Outcome dial(NodeId member) {
            if (links.to(member) != null) {
                return Dialer.Outcome.CONNECTED;
            }
            SimulatedNode other = surroundings.node(member);
            if (other == null || !surroundings.connects(index, other.index)) {
                return Dialer.Outcome.SILENT;
            }
            if (!other.accepts(id)) {
                return Dialer.Outcome.REFUSED;
            }
            Channel old = other.process.links.to(id);
            if (old != null && old.link().open()) {
                // Its end of an older link is up still; it learns that this one is gone when the new one says hello.
                return Dialer.Outcome.REFUSED;
            }
            dialled.add(surroundings.connect(SimulatedNode.this, other));
            return Dialer.Outcome.CONNECTED;
        }

        @Override
        public void failed(NodeId member) {
            whenAwake((to, now) -> to.connectFailed(member, now));
        }
    }
}
