package io.plumtree.chat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.plumtree.api.Address;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.Peer;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.TreePlace;
import io.plumtree.chat.log.DeliveryLog;
import io.plumtree.chat.log.Happening;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.vertx.TransportStats;

/**
 * Everything there is to know about this instance, at one moment.
 *
 * @param id this node
 * @param epoch its incarnation
 * @param address where it listens for others
 * @param health how it is
 * @param peers the others it knows
 * @param members everybody whom membership knows, this node included
 * @param trees its place in the tree of every origin
 * @param engine what its engine counted, and how full it is
 * @param transport what its transport counted
 * @param log how full the log of deliveries is
 * @param events how often each event was told
 * @param gaps the newest gaps
 * @param news what was told of members last, oldest first
 * @param pages where the pages of other instances are, by node id
 * @param control where faults can be asked for, if anywhere
 */
public record NodeReport(NodeId id, long epoch, Address address, PlumtreeHealth health, List<PeerReport> peers,
        List<MemberReport> members, List<TreePlace> trees, NodeSnapshot engine, TransportStats transport, DeliveryLog.State log,
        Map<String, Long> events, List<ClusterGap> gaps, List<Happening> news, Map<String, URI> pages,
        Optional<URI> control) {

    /**
     * Another node.
     *
     * @param id who
     * @param address where it listens
     * @param linked whether it is a neighbour
     * @param eager whether this node pushes it the payloads of at least one origin
     * @param roundTripMicros the round trip to it, once measured
     */
    public record PeerReport(NodeId id, Address address, boolean linked, boolean eager, Optional<Long> roundTripMicros) {

        static PeerReport of(Peer peer) {
            return new PeerReport(peer.id(), peer.address(), peer.linked(), peer.eager(),
                    peer.roundTrip().map(time -> time.toNanos() / 1_000));
        }
    }

    /**
     * A member.
     *
     * @param id who
     * @param address where its membership listens
     * @param state what is believed about it
     * @param tags what it says about itself
     */
    public record MemberReport(NodeId id, Address address, MemberState state, Map<String, String> tags) {

        static MemberReport of(Member member) {
            return new MemberReport(member.id(), member.address(), member.state(), member.tags());
        }
    }
}
