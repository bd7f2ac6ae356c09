package io.plumtree.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The cluster as one node sees it, and the manual list of peers. Safe for use by any thread; no method blocks.
 * <p>
 * Members are those of membership. Where it is switched off ({@code membership.enabled}) there are none but this node
 * itself, and what changes or uses membership completes exceptionally with {@link IllegalStateException}.
 */
public interface Cluster {

    /** @return this node's id */
    NodeId localNode();

    /** @return this node's incarnation */
    long epoch();

    /** @return where this node tells others to connect to */
    Address address();

    /** @return every other node that is known, in the order of their ids; unmodifiable, a moment's state */
    List<Peer> peers();

    /**
     * @return completes with this node's place in the tree of every origin that it keeps account of, in the order of
     *         their ids, unmodifiable; exceptionally with {@link PlumtreeClosedException}
     */
    CompletionStage<List<TreePlace>> trees();

    /**
     * Makes a peer known, or moves a known one to another address. The node connects to it if it is a neighbour.
     *
     * @param peer who and where
     * @return completes with whether anything changed; exceptionally with {@link IllegalArgumentException} if it is this node
     *         itself, or with {@link PlumtreeClosedException}
     */
    CompletionStage<Boolean> addPeer(PeerAddress peer);

    /**
     * Forgets a peer and closes the link to it. A peer that connects by itself becomes known again.
     *
     * @param peer who
     * @return completes with whether it was known; exceptionally with {@link PlumtreeClosedException}
     */
    CompletionStage<Boolean> removePeer(NodeId peer);

    /** @return everybody listed, this node, suspects, the dead and those who left included; unmodifiable, a moment's state */
    List<Member> members();

    /** @return the members that are alive, this node included; unmodifiable, a moment's state */
    List<Member> healthyMembers();

    /** @return this node as others see it */
    Member localMember();

    /**
     * Tells why a member is in its state: since when, on whose word, and what came of trying it.
     *
     * @param member whose
     * @return completes with what this node knows, or with empty if there is no such member; exceptionally with
     *         {@link PlumtreeClosedException}
     */
    CompletionStage<Optional<MemberHistory>> why(NodeId member);

    /**
     * Waits for members.
     *
     * @param count how many that are alive, this node included
     * @return completes with them as soon as there are as many; exceptionally with {@link PlumtreeClosedException}
     */
    CompletionStage<List<Member>> whenMembers(int count);

    /**
     * Changes what this node says about itself.
     *
     * @param tags instead of those before; the node's own stay
     * @return completes when the others are told, or the time for it is over; exceptionally with
     *         {@link IllegalArgumentException} if a name is one that the node sets itself, or with
     *         {@link MetadataTooLargeException}, and then nothing has changed
     */
    CompletionStage<Void> updateTags(Map<String, String> tags);

    /**
     * Sends a message to a member's {@link MembershipDelegate#message}, over UDP: it may be lost.
     *
     * @param to whom
     * @param message at most 60,000 bytes, copied; most networks lose what is longer than 1,400
     * @return completes when it is sent; exceptionally with {@link IllegalArgumentException} if there is no such member or the
     *         message is too long
     */
    CompletionStage<Void> sendBestEffort(NodeId to, byte[] message);

    /**
     * Sends a message to a member's {@link MembershipDelegate#message}, over TCP.
     *
     * @param to whom
     * @param message at most 20 MiB, copied
     * @return completes when it is written, which does not mean that it was read; exceptionally with
     *         {@link IllegalArgumentException} if there is no such member or the message is too long, or with
     *         {@link NoReachablePeerException}
     */
    CompletionStage<Void> sendReliable(NodeId to, byte[] message);

    /**
     * Measures the round trip to a member's membership.
     *
     * @param to whom
     * @return completes with it; exceptionally with {@link NoReachablePeerException} if there was no answer in time
     */
    CompletionStage<Duration> ping(NodeId to);

    /** @return the keys that protect membership */
    ClusterKeyring keyring();
}
