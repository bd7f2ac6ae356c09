package io.plumtree.core.membership;

import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.util.Timer;

/** Tells news to a few members at random, again and again. */
final class Gossiper {

    private final Shared shared;
    private final Packets packets;
    private final Timer tick = new Timer(this::tick);
    private final Timer early = new Timer(this::round);
    /** One round between two others at most: when many die at once there is enough to send already. */
    private boolean hurried;

    Gossiper(Shared shared, Packets packets) {
        this.shared = shared;
        this.packets = packets;
    }

    void start(long now) {
        long interval = shared.config().gossipInterval;
        shared.timers().schedule(tick, now + interval + (long) (shared.random().nextDouble() * interval));
    }

    /** Gossips soon, not at the next interval: a little later, to take along what comes together with this. */
    void hurry(long now) {
        if (!hurried) {
            hurried = true;
            shared.timers().scheduleAtMost(early, now + shared.config().gossipInterval / 20);
        }
    }

    private void tick(long now) {
        shared.timers().schedule(tick, now + shared.config().gossipInterval);
        hurried = false;
        round(now);
    }

    private void round(long now) {
        MembershipConfig config = shared.config();
        for (MemberRecord member : shared.table().random(config.gossipNodes, member -> hears(member, now))) {
            if (!packets.sendNews(member)) {
                return;
            }
        }
    }

    /** The dead are told for a while: one that lives hears so of its death and contradicts. */
    private boolean hears(MemberRecord member, long now) {
        boolean lately = member.state == State.DEAD && now - member.changedAt <= shared.config().gossipToTheDead;
        return (member.present() || lately) && !shared.isSelf(member);
    }
}
