package io.plumtree.core.membership;

import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;

/**
 * What all parts of one node's membership share.
 *
 * @param config how it behaves
 * @param local what this node says of itself
 * @param table who is known
 * @param awareness how much this node trusts itself
 * @param timers what is due when
 * @param random its randomness
 * @param tally its counters
 * @param callbacks the application
 * @param effects where outputs go
 */
record Shared(MembershipConfig config, LocalNode local, MemberTable table, Awareness awareness, TimerQueue timers,
        Prng random, MembershipTally tally, Callbacks callbacks, MembershipEffects effects) {

    void count(Counted what) {
        tally.count(what);
    }

    boolean isSelf(MemberRecord member) {
        return member.id.equals(local.id);
    }
}
