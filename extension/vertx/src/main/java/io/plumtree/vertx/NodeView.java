package io.plumtree.vertx;

import java.util.Collections;
import java.util.List;

import io.plumtree.api.Peer;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.health.Vitals;

/** What any thread may know of the node without asking the event loop, which writes it. */
final class NodeView {

    /** How often the event loop says that it turns. */
    static final long BEAT_MILLIS = 500;

    private final HealthView health;
    private volatile long epoch;
    private volatile boolean readableByAll;
    private volatile List<Peer> peers = Collections.emptyList();

    NodeView(HealthView health) {
        this.health = health;
    }

    void beat() {
        health.beat();
    }

    /** @param queues how full the queues around the engine are */
    void update(PeerBook book, NodeSnapshot snapshot, List<Fill> queues) {
        readableByAll = book.allReadZstd();
        peers = book.peers(snapshot.neighbours());
        health.update(snapshot, queues);
    }

    void epoch(long current) {
        epoch = current;
    }

    void leaving() {
        health.phase(Vitals.Phase.LEAVING);
    }

    void left() {
        health.phase(Vitals.Phase.LEFT);
    }

    long epoch() {
        return epoch;
    }

    List<Peer> peers() {
        return peers;
    }

    /** @return whether somebody is known, and everybody known reads zstd */
    boolean readableByAll() {
        return readableByAll;
    }

    /** @return how the node is */
    PlumtreeHealth health() {
        return health.health();
    }
}
