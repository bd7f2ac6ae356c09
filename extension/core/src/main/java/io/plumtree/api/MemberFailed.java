package io.plumtree.api;

/**
 * A member is taken to be dead: it was suspected and did not contradict in time.
 *
 * @param member the member as it was last known
 */
public record MemberFailed(Member member) implements PlumtreeEvent {
}
