package io.plumtree.core.membership.message;

/** Anything one member says to another. */
public sealed interface MembershipMessage permits PacketMessage, StreamMessage {
}
