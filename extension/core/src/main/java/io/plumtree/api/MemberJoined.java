package io.plumtree.api;

/**
 * A member is there that was unknown, dead or gone before.
 *
 * @param member the member; this node itself when it starts
 */
public record MemberJoined(Member member) implements PlumtreeEvent {
}
