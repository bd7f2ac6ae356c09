package io.plumtree.core.membership;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.util.Timer;

/** When states are exchanged with somebody at random: now and then, and once more soon after many joined. */
final class ExchangeSchedule {

    /** Rounds of gossip after which all that was news is told, also of those who came a little later. */
    private static final int ROUNDS_OF_NEWS = 20;
    /** A node tells a piece of news in as many rounds as it tells it times; those it told take as long again. */
    private static final int TOLD_AND_RETOLD = 2;
    /** Many are one of so many that are listed. */
    private static final int MANY = 4;

    private final Shared shared;
    private final Timer regular = new Timer(this::regular);
    private final Timer soon = new Timer(this::soon);
    private @Nullable PushPullSync sync;
    private int joined;
    private boolean onceMore;

    ExchangeSchedule(Shared shared) {
        this.shared = shared;
    }

    void start(PushPullSync with, long now) {
        sync = with;
        long interval = shared.config().pushPullInterval;
        if (interval > 0) {
            scheduleRegular(now + (long) (shared.random().nextDouble() * interval));
        }
    }

    private void scheduleRegular(long from) {
        shared.timers().schedule(regular, from + Scaling.pushPull(shared.config().pushPullInterval, shared.table().size()));
    }

    /**
     * A member joined, or came back. Gossip reaches nearly everybody, and whom it missed would lack a member until the next
     * exchange, which in a large cluster is minutes away. Where many come together, because they or this node started or a
     * partition healed, somebody always is missed. So then this node asks when that news is told, which takes less among few,
     * and once more later; memberlist does not.
     */
    void joined(long now) {
        joined++;
        if (MANY * joined >= shared.table().size()) {
            onceMore = true;
            int times = Scaling.retransmitLimit(shared.config().retransmitMultiplier, shared.table().size());
            scheduleSoon(Math.min(ROUNDS_OF_NEWS, TOLD_AND_RETOLD * times), now);
        }
    }

    private void scheduleSoon(int rounds, long now) {
        if (shared.config().pushPullInterval > 0 && !soon.scheduled()) {
            long news = rounds * shared.config().gossipInterval;
            shared.timers().schedule(soon, now + news + (long) (shared.random().nextDouble() * news));
        }
    }

    private void regular(long now) {
        scheduleRegular(now);
        exchange(now);
    }

    private void soon(long now) {
        exchange(now);
        if (onceMore) {
            onceMore = false;
            scheduleSoon(ROUNDS_OF_NEWS, now);
        }
    }

    private void exchange(long now) {
        joined = 0;
        PushPullSync begun = sync;
        if (begun == null) {
            return;
        }
        for (MemberRecord member : shared.table().random(1,
                member -> member.state == State.ALIVE && !shared.isSelf(member))) {
            begun.begin(member.address, false, (failure, then) -> {
                if (joined > 0) {
                    scheduleSoon(ROUNDS_OF_NEWS, then); // gossip has not told all: there may be more
                }
            }, now);
        }
    }
}
