package io.plumtree.core.membership;

import java.util.Optional;

import io.plumtree.api.AliveDelegate;
import io.plumtree.api.ConflictDelegate;
import io.plumtree.api.MemberEventDelegate;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.MergeDelegate;
import io.plumtree.api.PingDelegate;

/**
 * What an application adds, each part optional.
 *
 * @param user its bytes, messages and state
 * @param events hears what becomes of members
 * @param conflict hears of two nodes with one id
 * @param merge decides whether two clusters may become one
 * @param alive decides who may be a member
 * @param ping adds bytes to answers and hears of round trips
 */
public record Delegates(MembershipDelegate user, MemberEventDelegate events, ConflictDelegate conflict,
        MergeDelegate merge, AliveDelegate alive, PingDelegate ping) {

    /** Nothing is added. */
    public static final Delegates NONE = new Delegates(new MembershipDelegate() {
    }, new MemberEventDelegate() {
    }, (existing, other) -> {
    }, members -> Optional.empty(), member -> true, new PingDelegate() {
    });

    /** @return these with another one */
    public Delegates withUser(MembershipDelegate other) {
        return new Delegates(other, events, conflict, merge, alive, ping);
    }

    /** @return these with another one */
    public Delegates withEvents(MemberEventDelegate other) {
        return new Delegates(user, other, conflict, merge, alive, ping);
    }

    /** @return these with another one */
    public Delegates withConflict(ConflictDelegate other) {
        return new Delegates(user, events, other, merge, alive, ping);
    }

    /** @return these with another one */
    public Delegates withMerge(MergeDelegate other) {
        return new Delegates(user, events, conflict, other, alive, ping);
    }

    /** @return these with another one */
    public Delegates withAlive(AliveDelegate other) {
        return new Delegates(user, events, conflict, merge, other, ping);
    }

    /** @return these with another one */
    public Delegates withPing(PingDelegate other) {
        return new Delegates(user, events, conflict, merge, alive, other);
    }
}
