package io.plumtree.vertx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.api.Peer;
import io.plumtree.core.NodeSnapshot.NeighbourState;

/**
 * Who is known: the peers that were configured or added, and whoever is linked. On the event loop. As large as the
 * application's list of peers and the engine's links together.
 */
final class PeerBook {

    private static final class Entry {

        @Nullable
        Address given;
        @Nullable
        RemoteNode told;
        boolean linked;
    }

    private final Map<NodeId, Entry> peers = new TreeMap<>();

    /** @return whether anything changed */
    boolean add(NodeId peer, Address address) {
        Entry entry = peers.computeIfAbsent(peer, id -> new Entry());
        boolean changed = !address.equals(entry.given);
        entry.given = address;
        return changed;
    }

    /** @return whether it was known */
    boolean remove(NodeId peer) {
        return peers.remove(peer) != null;
    }

    void linkUp(RemoteNode peer) {
        Entry entry = peers.computeIfAbsent(peer.id(), id -> new Entry());
        entry.told = peer;
        entry.linked = true;
    }

    /** A peer that was neither configured nor added is forgotten with its link. */
    void linkDown(NodeId peer) {
        Entry entry = peers.get(peer);
        if (entry != null) {
            entry.linked = false;
            if (entry.given == null) {
                peers.remove(peer);
            }
        }
    }

    boolean knows(NodeId peer) {
        return peers.containsKey(peer);
    }

    boolean linked(NodeId peer) {
        Entry entry = peers.get(peer);
        return entry != null && entry.linked;
    }

    /** @return where it was configured or added to be, else where it said it listens, else null */
    @Nullable
    Address address(NodeId peer) {
        Entry entry = peers.get(peer);
        return entry == null ? null : address(entry);
    }

    /** @return whether somebody is known, and everybody known has said that it can read zstd */
    boolean allReadZstd() {
        for (Entry entry : peers.values()) {
            if (entry.told == null || (entry.told.capabilities() & RemoteNode.CAN_READ_ZSTD) == 0) {
                return false;
            }
        }
        return !peers.isEmpty();
    }

    /** @return everybody known, in the order of their ids */
    List<Peer> peers(List<NeighbourState> neighbours) {
        Map<NodeId, NeighbourState> states = new HashMap<>();
        neighbours.forEach(neighbour -> states.put(neighbour.id(), neighbour));
        List<Peer> all = new ArrayList<>(peers.size());
        peers.forEach((id, entry) -> {
            Address address = address(entry);
            if (address != null) {
                NeighbourState state = entry.linked ? states.get(id) : null;
                all.add(new Peer(id, address, entry.linked, state != null && state.eagerOrigins() > 0,
                        state == null || state.roundTripNanos() == 0 ? Optional.empty()
                                : Optional.of(Duration.ofNanos(state.roundTripNanos()))));
            }
        });
        return Collections.unmodifiableList(all);
    }

    private static @Nullable Address address(Entry entry) {
        return entry.given != null ? entry.given : entry.told == null ? null : entry.told.address();
    }
}
