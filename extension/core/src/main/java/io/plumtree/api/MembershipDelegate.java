package io.plumtree.api;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What an application adds to membership: bytes of its own in the metadata, messages and state that travel with the gossip.
 * The five methods of memberlist's {@code Delegate}. Each does nothing unless overridden.
 */
public interface MembershipDelegate {

    /**
     * The application's part of this node's metadata, asked for at the start and whenever tags are updated. It travels as tag
     * {@code m}, in Base64.
     *
     * @param limit most bytes there is room for
     * @return at most {@code limit} bytes
     */
    default byte[] nodeMetadata(int limit) {
        return new byte[0];
    }

    /**
     * A message that a member sent to this node, or broadcast.
     *
     * @param message its bytes, read-only
     */
    default void message(ByteBuffer message) {
    }

    /**
     * Messages to broadcast, asked for whenever a packet has room left. Each reaches who is sent that packet; to reach
     * everybody it must be given several times, as a transmit-limited queue does.
     *
     * @param overhead what each message costs besides its own bytes
     * @param limit most bytes there is room for, overheads included
     * @return messages that fit; those that do not are dropped and counted
     */
    default List<byte[]> broadcasts(int overhead, int limit) {
        return List.of();
    }

    /**
     * The application's state, sent to a member with which states are exchanged.
     *
     * @param join whether one of the two joins
     * @return the state; nothing is sent if it is empty
     */
    default byte[] localState(boolean join) {
        return new byte[0];
    }

    /**
     * The application's state at a member with which states were exchanged.
     *
     * @param state what its delegate gave, read-only
     * @param join whether one of the two joins
     */
    default void mergeRemoteState(ByteBuffer state, boolean join) {
    }
}
