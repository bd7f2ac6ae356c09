package io.plumtree.core.membership;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.util.Timer;

/** Probes one member after the other, each once in a round, the order shuffled before each round (SWIM). */
final class Prober {

    private final Shared shared;
    private final Packets packets;
    private final PendingAcks acks;
    private final Exchanges exchanges;
    private final Detour detour;
    private final MemberUpdates updates;
    private final DeadMembers dead;
    private final Timer tick = new Timer(this::tick);
    private int position;
    private @Nullable Probe current;
    /** A tick came while a probe was running: the next one begins when that one ends. */
    private boolean late;

    Prober(Shared shared, Packets packets, PendingAcks acks, Exchanges exchanges, Detour detour, MemberUpdates updates,
            DeadMembers dead) {
        this.shared = shared;
        this.packets = packets;
        this.acks = acks;
        this.exchanges = exchanges;
        this.detour = detour;
        this.updates = updates;
        this.dead = dead;
    }

    /** Nodes that start together shall not probe together. */
    void start(long now) {
        long interval = shared.config().probeInterval;
        shared.timers().schedule(tick, now + interval + (long) (shared.random().nextDouble() * interval));
    }

    private void tick(long now) {
        shared.timers().schedule(tick, now + shared.config().probeInterval);
        if (current != null) {
            late = true;
        } else {
            probeNext(now);
        }
    }

    void ended(long now) {
        current = null;
        if (late) {
            late = false;
            probeNext(now);
        }
    }

    private void probeNext(long now) {
        MemberRecord next = next(now);
        if (next == null) {
            return;
        }
        if (acks.full()) {
            shared.count(Counted.TOO_MANY_PENDING);
            return;
        }
        current = new Probe(shared, this, next, now);
        current.begin(now);
    }

    private @Nullable MemberRecord next(long now) {
        MemberTable table = shared.table();
        for (int checked = 0; checked < table.size(); checked++) {
            if (position >= table.size()) {
                nextRound(now);
                position = 0;
                continue;
            }
            MemberRecord member = table.at(position++);
            if (member.present() && !shared.isSelf(member)) {
                return member;
            }
        }
        return null;
    }

    private void nextRound(long now) {
        long kept = shared.config().gossipToTheDead;
        shared.table().nextRound(member -> !member.present() && now - member.changedAt > kept && !shared.isSelf(member),
                member -> {
                    shared.count(Counted.REAPED);
                    if (member.state == State.DEAD) {
                        dead.forgotten(member);
                    }
                });
    }

    PendingAcks acks() {
        return acks;
    }

    Packets packets() {
        return packets;
    }

    Exchanges exchanges() {
        return exchanges;
    }

    Detour detour() {
        return detour;
    }

    MemberUpdates updates() {
        return updates;
    }
}
