package io.plumtree.core.membership;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberJoined;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.MemberSuspected;
import io.plumtree.api.MemberUpdated;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.wire.MembershipEncoder;

/**
 * What is done with news of a member, wherever it comes from. A greater incarnation beats a smaller one; of one incarnation,
 * dead beats suspect beats alive. What changed something here is passed on.
 */
final class MemberUpdates {

    private final Shared shared;
    private final BroadcastQueue news;
    private final Admission admission;
    /** Others should not hear late of a death. */
    private final Follower afterDeath;
    private final Follower afterJoin;

    /** Does what follows. */
    interface Follower {
        void follow(long now);
    }

    MemberUpdates(Shared shared, BroadcastQueue news, Admission admission, Follower afterDeath, Follower afterJoin) {
        this.shared = shared;
        this.news = news;
        this.admission = admission;
        this.afterDeath = afterDeath;
        this.afterJoin = afterJoin;
    }

    /** Makes this node a member, or tells that its metadata changed. */
    void announceSelf(@Nullable Runnable spread, long now) {
        LocalNode local = shared.local();
        local.nextIncarnation(0);
        alive(local.alive(), true, spread, now);
    }

    /** Says that this node leaves. */
    void announceLeave(Runnable spread, long now) {
        LocalNode local = shared.local();
        dead(new Dead(local.incarnation(), local.name(), local.name()), spread, now);
    }

    /** A member is said to be alive. */
    void alive(Alive alive, long now) {
        alive(alive, false, null, now);
    }

    private void alive(Alive said, boolean bySelf, @Nullable Runnable spread, long now) {
        LocalNode local = shared.local();
        boolean self = said.node().equals(local.name());
        if (self && local.leaving) {
            return;
        }
        Alive alive = said.address().port() == 0 || shared.config().protocol == 1
                ? new Alive(said.incarnation(), said.node(), said.address().withPort(local.address.port()), said.meta(),
                        said.versions())
                : said;
        MemberRecord known = shared.table().get(alive.node());
        NodeId id = known == null ? NodeId.of(alive.node()) : known.id;
        if (!admission.speaks(alive) || !admission.wanted(id, alive)) {
            return;
        }
        boolean moves = false;
        if (known == null) {
            if (alive.incarnation() == 0 || !admission.allows(alive.address()) || !admission.hasRoom()) {
                return;
            }
            known = new MemberRecord(id, alive.address(), alive.versions(), now);
            shared.table().add(known);
        } else if (!known.address.equals(alive.address())) {
            if (!admission.allows(alive.address())) {
                return;
            }
            moves = known.state == State.LEFT || reclaimable(known, now);
            if (!moves) {
                shared.count(Counted.CONFLICTS);
                shared.callbacks().conflict(known.toMember(), MemberRecord.toMember(id, alive));
                return;
            }
        }
        if (self ? alive.incarnation() < known.incarnation : !moves && alive.incarnation() <= known.incarnation) {
            return;
        }
        endSuspicion(known);
        if (self && !bySelf) {
            refuteOther(known, alive);
        } else {
            accept(known, alive, spread, now);
        }
    }

    /** Another one speaks for this node: an earlier incarnation of it, or somebody with its name. */
    private void refuteOther(MemberRecord self, Alive alive) {
        boolean same = alive.incarnation() == self.incarnation && alive.meta().equals(self.meta())
                && alive.versions().equals(self.versions);
        if (!same) {
            refute(self, alive.incarnation());
        }
    }

    private void accept(MemberRecord member, Alive alive, @Nullable Runnable spread, long now) {
        Blob metaBefore = member.meta();
        State before = member.state;
        queue(member.name(), alive, spread);
        if (alive.versions().complete()) {
            member.versions = alive.versions();
        }
        member.incarnation = alive.incarnation();
        member.meta(alive.meta());
        member.address = alive.address();
        member.gaveUp = List.of();
        if (before != State.ALIVE) {
            shared.table().setState(member, State.ALIVE, now);
        }
        if (before == State.DEAD || before == State.LEFT) {
            shared.count(Counted.JOINED);
            shared.effects().event(new MemberJoined(member.toMember()));
            shared.callbacks().joined(member.toMember());
            if (!shared.isSelf(member)) {
                afterJoin.follow(now);
            }
            return;
        }
        boolean metaChanged = !metaBefore.equals(member.meta());
        if (metaChanged || before == State.SUSPECT) {
            shared.effects().event(new MemberUpdated(member.toMember()));
        }
        if (metaChanged) {
            shared.callbacks().updated(member.toMember());
        }
    }

    private boolean reclaimable(MemberRecord member, long now) {
        long after = shared.config().deadNodeReclaim;
        return member.state == State.DEAD && after > 0 && now - member.changedAt > after;
    }

    /** A member is said not to answer. */
    void suspect(Suspect suspect, long now) {
        MemberRecord member = shared.table().get(suspect.node());
        if (member == null || suspect.incarnation() < member.incarnation) {
            return;
        }
        if (member.suspicion != null) {
            if (member.suspicion.confirm(suspect.from(), now)) {
                shared.count(Counted.CONFIRMATIONS);
                queue(member.name(), suspect, null);
            }
            return;
        }
        if (member.state != State.ALIVE) {
            return;
        }
        if (shared.isSelf(member)) {
            refute(member, suspect.incarnation());
            return;
        }
        shared.count(Counted.SUSPICIONS);
        queue(member.name(), suspect, null);
        member.incarnation = suspect.incarnation();
        shared.table().setState(member, State.SUSPECT, now);
        member.suspicion = suspicion(member, suspect.from(), now);
        shared.effects().event(new MemberSuspected(member.toMember()));
    }

    private Suspicion suspicion(MemberRecord member, String from, long now) {
        MembershipConfig config = shared.config();
        int nodes = shared.table().size();
        int expected = config.suspicionMultiplier - 2;
        if (nodes - 2 < expected) {
            expected = 0; // too few members for that many to confirm
        }
        long min = Scaling.suspicionTimeout(config.suspicionMultiplier, nodes, config.probeInterval);
        return new Suspicion(shared.timers(), shared.local().name(), from, expected, min,
                config.suspicionMaxMultiplier * min, then -> {
                    shared.count(Counted.SUSPICIONS_OVER);
                    dead(new Dead(member.incarnation, member.name(), shared.local().name()), then);
                }, now);
    }

    /** A member is said to be dead or gone. */
    void dead(Dead dead, long now) {
        dead(dead, null, now);
    }

    private void dead(Dead dead, @Nullable Runnable spread, long now) {
        MemberRecord member = shared.table().get(dead.node());
        if (member == null || dead.incarnation() < member.incarnation) {
            return;
        }
        List<String> saidBy = saidBy(member, dead);
        endSuspicion(member);
        if (!member.present()) {
            return;
        }
        if (shared.isSelf(member) && !shared.local().leaving) {
            refute(member, dead.incarnation());
            return;
        }
        queue(member.name(), dead, spread);
        member.gaveUp = saidBy;
        member.incarnation = dead.incarnation();
        if (dead.leaving()) {
            shared.table().setState(member, State.LEFT, now);
            shared.count(Counted.LEFT);
            shared.effects().event(new MemberLeft(member.toMember()));
        } else {
            shared.table().setState(member, State.DEAD, now);
            shared.count(Counted.FAILED);
            shared.effects().event(new MemberFailed(member.toMember()));
            afterDeath.follow(now);
        }
        shared.callbacks().left(member.toMember());
    }

    /** Where this node says it itself, because a suspicion is over, it says so on the word of those who suspected. */
    private List<String> saidBy(MemberRecord member, Dead dead) {
        return member.suspicion != null && dead.from().equals(shared.local().name()) ? member.suspicion.from()
                : List.of(dead.from());
    }

    /** What a member with which states were exchanged knows. */
    void merge(List<NodeState> states, long now) {
        for (NodeState state : states) {
            switch (state.state()) {
                case ALIVE -> alive(new Alive(state.incarnation(), state.name(), state.address(), state.meta(),
                        state.versions()), now);
                case LEFT -> dead(new Dead(state.incarnation(), state.name(), state.name()), now);
                // That others gave it up is no reason to do so: it is given the time to contradict.
                case DEAD, SUSPECT -> suspect(new Suspect(state.incarnation(), state.name(), shared.local().name()), now);
            }
        }
    }

    /** Contradicts what is said of this node, with an incarnation that beats what was said. */
    private void refute(MemberRecord self, long accused) {
        LocalNode local = shared.local();
        self.incarnation = local.nextIncarnation(accused);
        // Others had reason to doubt this node: it should do so as well.
        shared.awareness().apply(1);
        shared.count(Counted.REFUTATIONS);
        queue(local.address.host(), new Alive(self.incarnation, self.name(), self.address, self.meta(), self.versions),
                null);
    }

    private void queue(String name, PacketMessage message, @Nullable Runnable spread) {
        news.queue(name, MembershipEncoder.encode(message), spread);
    }

    private static void endSuspicion(MemberRecord member) {
        if (member.suspicion != null) {
            member.suspicion.cancel();
            member.suspicion = null;
        }
    }
}
