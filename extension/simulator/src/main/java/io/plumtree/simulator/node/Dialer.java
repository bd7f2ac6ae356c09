package io.plumtree.simulator.node;

import java.util.LinkedHashMap;
import java.util.Map;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.time.VirtualTime;

/** Connects to the members that one node wants to be connected to, and tries again where that fails, ever more seldom. */
public final class Dialer {

    /** One end of a link that is to be. */
    public interface Caller {

        /** @return one way, in nanoseconds */
        long latencyTo(NodeId member);

        /** Tries now. */
        Outcome dial(NodeId member);

        void failed(NodeId member);
    }

    /** What became of an attempt. */
    public enum Outcome {
        CONNECTED,
        REFUSED,
        SILENT
    }

    private static final class Wanted {
        int failures;
        boolean dialling;
    }

    private final VirtualTime time;
    private final Prng random;
    private final Caller caller;
    private final long minDelay;
    private final long maxDelay;
    private final long handshakeTimeout;
    private final Map<NodeId, Wanted> wanted = new LinkedHashMap<>();
    private boolean stopped;

    public Dialer(VirtualTime time, PlumtreeConfig config, Prng random, Caller caller) {
        this.time = time;
        this.random = random;
        this.caller = caller;
        this.minDelay = config.get(ConfigKey.RECONNECT_MIN_DELAY).toNanos();
        this.maxDelay = config.get(ConfigKey.RECONNECT_MAX_DELAY).toNanos();
        this.handshakeTimeout = config.get(ConfigKey.HANDSHAKE_TIMEOUT).toNanos();
    }

    void want(NodeId member) {
        if (wanted.putIfAbsent(member, new Wanted()) == null) {
            dialIn(0, member);
        }
    }

    void forget(NodeId member) {
        wanted.remove(member);
    }

    /** The link to a member ended, not by this node's wish. */
    void lost(NodeId member) {
        Wanted lost = wanted.get(member);
        if (lost != null) {
            lost.failures = 0;
            dialIn(delay(0), member);
        }
    }

    void stop() {
        stopped = true;
        wanted.clear();
    }

    private void dialIn(long nanos, NodeId member) {
        Wanted target = wanted.get(member);
        if (target.dialling) {
            return;
        }
        target.dialling = true;
        // A round trip for the connection, and the way of the first frame.
        time.in(nanos + 3 * caller.latencyTo(member), () -> dial(member, target));
    }

    private void dial(NodeId member, Wanted target) {
        target.dialling = false;
        if (stopped || wanted.get(member) != target) {
            return;
        }
        Outcome outcome = caller.dial(member);
        if (outcome == Outcome.CONNECTED) {
            target.failures = 0;
            return;
        }
        long wait = delay(target.failures++) + (outcome == Outcome.SILENT ? handshakeTimeout : 0);
        caller.failed(member);
        if (wanted.get(member) == target) {
            dialIn(wait, member);
        }
    }

    /** Doubles with each failure, half of it by chance, so that nobody knocks in step. */
    private long delay(int failures) {
        long longest = Math.min(maxDelay, minDelay << Math.min(failures, 20));
        return longest / 2 + (long) (random.nextDouble() * (longest / 2));
    }
}
