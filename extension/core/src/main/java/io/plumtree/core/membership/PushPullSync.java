package io.plumtree.core.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Member;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;

/** Exchanges all that is known with another member, so that nothing stays unknown for ever. */
final class PushPullSync {

    /** What became of an exchange. */
    @FunctionalInterface
    interface Outcome {

        /** @param failure null if states were exchanged and merged */
        void done(@Nullable String failure, long now);
    }

    private final Shared shared;
    private final Exchanges exchanges;
    private final MemberUpdates updates;

    PushPullSync(Shared shared, Exchanges exchanges, MemberUpdates updates) {
        this.shared = shared;
        this.exchanges = exchanges;
        this.updates = updates;
    }

    /** Exchanges states with whoever is there. */
    void begin(MemberAddress with, boolean join, Outcome outcome, long now) {
        shared.count(Counted.PUSH_PULLS);
        exchanges.begin(localState(join), with, shared.config().tcpTimeout, true, new Exchanges.Outcome() {
            @Override
            public void done(@Nullable StreamMessage reply, long then) {
                String failure;
                if (reply instanceof PushPull theirs) {
                    failure = merge(theirs, join, then);
                } else if (reply instanceof ErrorReply error) {
                    failure = "it answered: " + error.error();
                } else {
                    failure = "it answered with something else";
                }
                end(failure, then);
            }

            @Override
            public void failed(String reason, long then) {
                end(reason, then);
            }

            private void end(@Nullable String failure, long then) {
                if (failure != null) {
                    shared.count(Counted.FAILED_PUSH_PULLS);
                }
                outcome.done(failure, then);
            }
        }, now);
    }

    /** Another node exchanges states with this one. It is told what was known before it said anything. */
    void requested(long stream, PushPull theirs, long now) {
        shared.count(Counted.PUSH_PULLS_RECEIVED);
        shared.effects().reply(stream, localState(theirs.join()));
        merge(theirs, theirs.join(), now);
    }

    private PushPull localState(boolean join) {
        List<NodeState> states = new ArrayList<>(shared.table().size());
        for (MemberRecord member : shared.table().all()) {
            states.add(member.toNodeState());
        }
        return new PushPull(join, states, shared.callbacks().localState(join));
    }

    private @Nullable String merge(PushPull theirs, boolean join, long now) {
        String objection = VersionCheck.objection(theirs.states(), shared.table().all());
        if (objection == null && join) {
            objection = applicationObjects(theirs.states());
        }
        if (objection != null) {
            shared.count(Counted.REJECTED_MERGES);
            return objection;
        }
        updates.merge(theirs.states(), now);
        if (!theirs.userState().isEmpty()) {
            shared.callbacks().mergeRemoteState(theirs.userState(), join);
        }
        return null;
    }

    private @Nullable String applicationObjects(List<NodeState> states) {
        if (!shared.callbacks().decidesMerges()) {
            return null;
        }
        List<Member> members = new ArrayList<>(states.size());
        for (NodeState state : states) {
            members.add(MemberRecord.toMember(NodeId.of(state.name()), state));
        }
        Optional<String> objection = shared.callbacks().objection(List.copyOf(members));
        return objection.orElse(null);
    }
}
