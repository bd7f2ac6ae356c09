package io.plumtree.api;

/** Hears what becomes of members, as memberlist's {@code EventDelegate} does; {@link PlumtreeListener} hears more. */
public interface MemberEventDelegate {

    /** @param member one that is there now; this node itself first */
    default void joined(Member member) {
    }

    /** @param member one that is there no more, whether {@link MemberState#DEAD} or {@link MemberState#LEFT} */
    default void left(Member member) {
    }

    /** @param member one whose metadata changed */
    default void updated(Member member) {
    }
}
