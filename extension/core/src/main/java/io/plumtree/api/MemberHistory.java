package io.plumtree.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a member is in the state it is in, as far as this node knows.
 *
 * @param member who, and in which state
 * @param since when it came into that state here
 * @param saidBy of a suspect: who suspects it, the first one first, as many as shorten the suspicion; of a dead one: those who
 *        suspected it when this node gave it up, or else who said that it is dead; of one that left: itself. Others pass on
 *        what they hear, so these need not have spoken to this node. Empty of one that is alive
 * @param deadAt of a suspect: when it is taken for dead unless it contradicts
 * @param lastProbe what came of the last time that this node tried it; absent if it has not yet
 */
public record MemberHistory(Member member, Instant since, List<NodeId> saidBy, Optional<Instant> deadAt,
        Optional<Probe> lastProbe) {

    /** What came of trying a member. */
    public enum Answer {
        /** It answered at once. */
        DIRECT,
        /** It answered when others had been asked to try it too: by way of one of them, or late. */
        INDIRECT,
        /** It answered over TCP alone: no datagrams go to it, or come from it. */
        TCP,
        /** It did not answer. */
        NONE
    }

    /**
     * One time that this node tried a member.
     *
     * @param endedAt when it was known what came of it
     * @param answer what came of it
     * @param afterReset whether it was tried because a connection with it broke
     * @param helpers how many others were asked to try it, too, and to say if they get no answer
     * @param unanswered how many of them said that they got none
     */
    public record Probe(Instant endedAt, Answer answer, boolean afterReset, int helpers, int unanswered) {
    }
}
