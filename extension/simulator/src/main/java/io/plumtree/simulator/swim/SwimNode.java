package io.plumtree.simulator.swim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.membership.Delegates;
import io.plumtree.core.membership.Membership;
import io.plumtree.core.membership.MembershipEffects;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.PacketCodec;
import io.plumtree.core.util.Backoff;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.time.Event;
import io.plumtree.simulator.time.VirtualTime;

/** One process with the real membership in it. */
public final class SwimNode {

    /** How a node goes on joining until somebody answers, as our transport does. */
    private static final long FIRST_RETRY_NANOS = 500_000_000L;
    private static final long LONGEST_RETRY_NANOS = 30_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;
    private static final int PORT = 7946;

    private final int index;
    private final NodeId id;
    private final MemberAddress address;
    private final SwimNetwork network;
    private final Streams streams;
    private final SwimListener listener;
    private final VirtualTime time;
    private final Membership membership;
    private final Backoff retries;
    /** Datagrams that wait to be read, and those that wait to be sent. */
    private final SocketBuffer unread = new SocketBuffer();
    private final SocketBuffer unsent = new SocketBuffer();
    /** What else waits until the process goes on. */
    private final List<Runnable> held = new ArrayList<>();
    private List<MemberAddress> seeds = List.of();
    private long wakeAt = NEVER;
    private boolean paused;
    private boolean stuck;
    private boolean crashed;
    private @Nullable StreamMessage reply;
    int openStreams;

    SwimNode(int index, SwimNetwork network, Streams streams, SwimSettings settings, PacketCodec codec, Prng random,
            SwimListener listener) {
        this.index = index;
        this.id = NodeId.of("node-" + index);
        this.address = MemberAddress.of(new byte[] { 10, (byte) (index >>> 16), (byte) (index >>> 8), (byte) index }, PORT);
        this.network = network;
        this.streams = streams;
        this.listener = listener;
        this.time = network.time();
        this.retries = new Backoff(FIRST_RETRY_NANOS, LONGEST_RETRY_NANOS, random.split());
        this.membership = new Membership(id, address, settings.config(), Delegates.NONE, codec, random, new Effects());
    }

    /** @return its number, from 0 */
    public int index() {
        return index;
    }

    /** @return its id */
    public NodeId id() {
        return id;
    }

    /** @return where others reach it */
    public MemberAddress address() {
        return address;
    }

    /** @return the real one; inputs go through this node, or its timers are not seen */
    Membership membership() {
        return membership;
    }

    /** @return how many members it sees in that state */
    public int count(MemberState state) {
        return membership.count(state);
    }

    /** @return how it sees another one; null if it does not list it */
    public @Nullable MemberState state(SwimNode other) {
        return membership.member(other.id).map(Member::state).orElse(null);
    }

    /** @return whether its process is gone */
    public boolean crashed() {
        return crashed;
    }

    /** Its process begins, and joins by these until one of them answered; itself among them is passed over. */
    void start(List<SwimNode> by) {
        seeds = by.stream().map(SwimNode::address).toList();
        input(() -> {
            membership.start(Map.of(), time.now());
            membership.seeds(seeds);
        });
        join();
    }

    private void join() {
        if (seeds.size() > (seeds.contains(address) ? 1 : 0)) {
            input(() -> membership.join(0, seeds, time.now()));
        }
    }

    private void joined(int reached) {
        if (reached == 0) {
            time.in(retries.next(), () -> whenRunning(this::join));
        }
    }

    /** Its process stands still: no timer fires, nothing is read. */
    public void pause() {
        paused = true;
    }

    /** Its messages get stuck: its timers go on, but what it sends does not go out, and what comes is not read. */
    public void stick() {
        stuck = true;
    }

    /** All is well again: its process goes on with its timers, all of which are due, then with what waits. */
    public void resume() {
        paused = false;
        stuck = false;
        if (crashed) {
            return;
        }
        while (!unsent.isEmpty()) {
            SocketBuffer.Waiting first = unsent.take();
            network.datagram(this, first.bytes(), first.address());
        }
        wakeAt = NEVER;
        input(() -> membership.advance(time.now()));
        while (!unread.isEmpty()) {
            SocketBuffer.Waiting first = unread.take();
            input(() -> membership.packet(first.bytes(), first.address(), time.now()));
        }
        List<Runnable> late = new ArrayList<>(held);
        held.clear();
        late.forEach(Runnable::run);
    }

    /** Its process ends without a word; its kernel still refuses connections. */
    public void crash() {
        crashed = true;
    }

    /** Its transport sees that a connection with that member broke. */
    void connectionReset(SwimNode member) {
        whenTalking(() -> input(() -> membership.connectionReset(member.id, time.now())));
    }

    /** Does it now, or when the process goes on; never if it is gone. */
    void whenRunning(Runnable what) {
        when(!paused, what);
    }

    /** Does it now, or when messages get through again; never if the process is gone. */
    void whenTalking(Runnable what) {
        when(!paused && !stuck, what);
    }

    private void when(boolean now, Runnable what) {
        if (!now) {
            held.add(what);
        } else if (!crashed) {
            what.run();
        }
    }

    void arrived(byte[] datagram, MemberAddress from) {
        if (crashed) {
            return;
        }
        if (paused || stuck) {
            unread.add(new SocketBuffer.Waiting(datagram, from));
            return;
        }
        membership.packet(datagram, from, time.now());
        arm();
    }

    @Nullable
    StreamMessage requested(StreamMessage request) {
        reply = null;
        input(() -> membership.request(0, request, time.now()));
        return reply;
    }

    void input(Runnable input) {
        input.run();
        arm();
    }

    /** Looks when it wants to be woken next, unless it will be before. */
    private void arm() {
        long wait = membership.nanosToDeadline(time.now());
        if (wait != Membership.NO_DEADLINE && time.now() + wait < wakeAt) {
            wakeAt = time.now() + wait;
            time.at(wakeAt, new Wake(wakeAt));
        }
    }

    private final class Wake extends Event {
        private final long at;

        Wake(long at) {
            this.at = at;
        }

        @Override
        protected void happen() {
            if (at == wakeAt && !paused && !crashed) {
                wakeAt = NEVER;
                membership.advance(time.now());
                arm();
            }
        }
    }

    @Override
    public String toString() {
        return id.value();
    }

    private final class Effects implements MembershipEffects {

        @Override
        public void packet(byte[] datagram, MemberAddress to) {
            if (stuck) {
                unsent.add(new SocketBuffer.Waiting(datagram, to));
            } else {
                network.datagram(SwimNode.this, datagram, to);
            }
        }

        @Override
        public void exchange(long exchange, StreamMessage request, MemberAddress to, long timeoutNanos, boolean awaitsReply) {
            SwimNode target = network.at(to);
            if (target == null) {
                throw new AssertionError("BUG: nobody was ever at " + to);
            }
            streams.open(SwimNode.this, exchange, request, target, timeoutNanos, awaitsReply);
        }

        @Override
        public void reply(long stream, StreamMessage message) {
            reply = message;
        }

        @Override
        public void event(PlumtreeEvent event) {
            listener.event(SwimNode.this, event);
        }

        @Override
        public void joined(long token, int reached, List<String> failures) {
            SwimNode.this.joined(reached);
        }

        @Override
        public void spread(long token, boolean inTime) {
            // no node leaves or changes its tags
        }

        @Override
        public void pinged(long token, long roundTripNanos) {
            // nobody asked
        }

        @Override
        public void sent(long token, @Nullable String failure) {
            // nothing is sent for applications
        }
    }
}
