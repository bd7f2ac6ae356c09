package io.plumtree.api;

/**
 * A member could not be reached by somebody. It is a member still; it fails unless it contradicts in time.
 *
 * @param member the member
 */
public record MemberSuspected(Member member) implements PlumtreeEvent {
}
