package io.plumtree.core.membership.message;

/** What can travel in a datagram. */
public sealed interface PacketMessage extends MembershipMessage
        permits Ping, IndirectPing, Ack, Nack, Suspect, Alive, Dead, UserMessage {
}
