package io.plumtree.api;

/**
 * A member spoke for itself: its metadata changed, or it contradicted a suspicion.
 *
 * @param member the member as it is now
 */
public record MemberUpdated(Member member) implements PlumtreeEvent {
}
