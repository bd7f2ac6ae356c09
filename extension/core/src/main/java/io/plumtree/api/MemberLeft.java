package io.plumtree.api;

/**
 * A member left, as it said itself.
 *
 * @param member the member as it was last known; this node itself when it leaves
 */
public record MemberLeft(Member member) implements PlumtreeEvent {
}
