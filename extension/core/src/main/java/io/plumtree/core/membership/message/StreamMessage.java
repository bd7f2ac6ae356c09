package io.plumtree.core.membership.message;

/** What can travel on a stream, where there is one request and at most one reply. */
public sealed interface StreamMessage extends MembershipMessage permits Ping, Ack, UserMessage, PushPull, ErrorReply {
}
