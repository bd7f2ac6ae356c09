package io.plumtree.api;

/** Hears of two nodes that claim one id. */
@FunctionalInterface
public interface ConflictDelegate {

    /**
     * Another address claims the id of a member. The member is kept, the claim ignored.
     *
     * @param existing the member
     * @param other what the claim says
     */
    void conflict(Member existing, Member other);
}
