package io.plumtree.core.membership;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MemberHistory.Answer;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.Suspect;

/**
 * A broken connection says more than silence: the other process is gone, or the way to it. So the member is probed at once,
 * directly and by way of others at the same time. If it does not answer, and a second member found the same (it was asked
 * and says so, or suspects by itself), the member is dead; there is no slow process to wait for. Without a second member it
 * is suspected as after any other probe.
 */
final class ResetProbes {

    private final Shared shared;
    private final Packets packets;
    private final PendingAcks acks;
    private final Detour detour;
    private final MemberUpdates updates;
    private final Set<String> running = new LinkedHashSet<>();

    ResetProbes(Shared shared, Packets packets, PendingAcks acks, Detour detour, MemberUpdates updates) {
        this.shared = shared;
        this.packets = packets;
        this.acks = acks;
        this.detour = detour;
        this.updates = updates;
    }

    void connectionReset(String name, long now) {
        MemberRecord member = shared.table().get(name);
        if (member == null || !member.present() || shared.isSelf(member)) {
            return;
        }
        shared.count(Counted.RESETS);
        if (acks.full()) {
            shared.count(Counted.TOO_MANY_PENDING);
            return;
        }
        if (running.add(name)) {
            begin(member, now);
        }
    }

    private void begin(MemberRecord member, long now) {
        long sequence = acks.next();
        ResetProbe probe = new ResetProbe(member, sequence);
        // Those who are asked wait as long for an answer as this node does, and what they say must come back.
        acks.await(sequence, probe, now + 2 * shared.config().probeTimeout);
        LocalNode local = shared.local();
        packets.send(new Ping(sequence, member.name(), local.address, local.name()), member.address);
        probe.helpers = detour.ask(sequence, member);
    }

    private final class ResetProbe implements PendingAcks.Waiting {

        private final MemberRecord member;
        private final long incarnation;
        private final long sequence;
        private int helpers;

        ResetProbe(MemberRecord member, long sequence) {
            this.member = member;
            this.incarnation = member.incarnation;
            this.sequence = sequence;
        }

        @Override
        public void ack(Blob payload, long now) {
            ended(Answer.INDIRECT, 0, now);
            shared.count(Counted.ANSWERED_RESETS);
        }

        @Override
        public void nack(long now) {
            acks.forget(sequence);
            unanswered(true, now);
        }

        @Override
        public void expired(long now) {
            unanswered(false, now);
        }

        private void unanswered(boolean confirmed, long now) {
            ended(Answer.NONE, confirmed ? 1 : 0, now);
            updates.suspect(new Suspect(incarnation, member.name(), shared.local().name()), now);
            @Nullable
            Suspicion suspicion = member.suspicion;
            if (member.state == State.SUSPECT && member.incarnation == incarnation && suspicion != null) {
                if (confirmed) {
                    shared.count(Counted.CONFIRMED_RESETS);
                }
                suspicion.witnessReset(confirmed, now);
            }
        }

        private void ended(Answer answer, int nacks, long now) {
            running.remove(member.name());
            member.tried = new Tried(now, answer, true, helpers, nacks);
        }
    }
}
