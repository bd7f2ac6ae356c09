package io.plumtree.core;

import java.util.Map;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.util.Prng;

/**
 * One node: membership decides who is known, the overlay who is a neighbour, broadcasting who is pushed what.
 * <p>
 * Not safe for use by more than one thread. {@code now} is a monotonic clock in nanoseconds that never runs backwards
 * between inputs; its origin is arbitrary and it may wrap.
 */
public final class NodeEngine {

    /** {@link #nanosToDeadline} when nothing is due. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /**
     * A node that knows nobody.
     *
     * @param self its id
     * @param epoch its incarnation
     * @param config its configuration, {@linkplain PlumtreeConfig#validated() validated}
     * @param random its randomness
     * @param effects where its outputs go
     */
    public NodeEngine(NodeId self, long epoch, PlumtreeConfig config, Prng random, Effects effects) {
    }

    /** This node's incarnation: at least the one it was created with; greater once a neighbour knew of that one already. */
    public long epoch() {
        return 0;
    }

    /** Membership: {@code member} is part of the cluster. Told again, or of this node itself, it changes nothing. */
    public void memberUp(NodeId member, long now) {
    }

    /** Membership: {@code member} is no part of the cluster any more. Its link, if up, is disconnected. */
    public void memberDown(NodeId member, long now) {
    }

    /**
     * Whether an incoming link of {@code peer} may come up: there is room below {@code max-peers}, or an unwanted link can go.
     */
    public boolean accepts(NodeId peer) {
        return true;
    }

    /**
     * A link is up, in either direction of connecting. A peer that membership has not told of is a member as long as it is
     * linked. Nothing else of {@code peer} may be an input before this, and its summaries are sent within this call.
     */
    public void linkUp(NodeId peer, long now) {
    }

    /** A link that was up is lost; not for links that the engine itself disconnected. */
    public void linkDown(NodeId peer, long now) {
    }

    /** A member that the engine wanted connected cannot be reached now; trying goes on. */
    public void connectFailed(NodeId member, long now) {
    }

    /** A message of a neighbour whose link is up. Of others it is counted and dropped. */
    public void receive(NodeId from, PlumtreeMessage message, long now) {
    }

    /** A neighbour's queue, which refused a GOSSIP, has room again. */
    public void drained(NodeId peer, long now) {
    }

    /** A round trip to a neighbour was measured. */
    public void roundTrip(NodeId peer, long nanos) {
    }

    /**
     * Broadcasts.
     *
     * @param topic a checked topic name
     * @param headers checked headers, unmodifiable
     * @param payload the bytes, owned by the engine from now on
     * @param sentAtMillis the wall clock
     * @param acknowledgement with {@code RECEIVED}, {@code token} is told to {@link Effects} once, perhaps within this call
     * @param token the caller's name for this broadcast
     * @return the message's sequence; with {@link #epoch()} its identity
     * @throws io.plumtree.api.PlumtreeException of the kinds {@link io.plumtree.api.Plumtree} names; no state changed then
     */
    public long broadcast(String topic, Map<String, String> headers, Payload payload, long sentAtMillis,
            Acknowledgement acknowledgement, long token, long now) {
        return 0;
    }

    /** Sends the announcements that wait, so that nothing is held back when the links close. */
    public void flush(long now) {
    }

    /** @return nanoseconds until {@link #advance} is due, 0 if it is overdue, {@link #NO_DEADLINE} if nothing is due */
    public long nanosToDeadline(long now) {
        return NO_DEADLINE;
    }

    /** Does what is due. Calling it early does nothing. */
    public void advance(long now) {
    }

    /** @return counters and the fill of every bounded collection, as of now */
    @SuppressWarnings("DoNotCallSuggester") // until the engine is there
    public NodeSnapshot snapshot() {
        throw new AssertionError();
    }

}
