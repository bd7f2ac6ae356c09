package io.plumtree.vertx;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Peer;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.core.NodeSnapshot;

/** What any thread may know of the node without asking the event loop, which writes it. */
final class NodeView {

    /** How long the event loop may be silent before the node is not live. It beats every {@link #BEAT_MILLIS}. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    static final long BEAT_MILLIS = 500;

    private enum State {
        STARTED,
        LEAVING,
        LEFT
    }

    private final LongSupplier clock;
    private final MemberView members;
    private volatile State state = State.STARTED;
    private volatile long heartbeat;
    private volatile long epoch;
    private volatile boolean readableByAll;
    private volatile List<Peer> peers = Collections.emptyList();
    private volatile int eager;
    private volatile @Nullable String storeFailure;

    /**
     * @param clock monotonic nanoseconds
     * @param members as membership sees them
     */
    NodeView(LongSupplier clock, MemberView members) {
        this.clock = clock;
        this.members = members;
        this.heartbeat = clock.getAsLong();
    }

    void beat() {
        heartbeat = clock.getAsLong();
    }

    void update(PeerBook book, NodeSnapshot snapshot) {
        readableByAll = book.allReadZstd();
        eager = (int) snapshot.neighbours().stream().filter(neighbour -> neighbour.eagerOrigins() > 0).count();
        peers = book.peers(snapshot.neighbours());
        NodeSnapshot.StoreState store = snapshot.store();
        storeFailure = store == null ? null : store.failure();
    }

    void epoch(long current) {
        epoch = current;
    }

    void leaving() {
        state = State.LEAVING;
    }

    void left() {
        state = State.LEFT;
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

    /** @return how the node is; a node that has left on purpose is not ready, and not stuck either: it stays live */
    PlumtreeHealth health() {
        State now = state;
        List<Peer> known = peers;
        int linked = (int) known.stream().filter(Peer::linked).count();
        int pushed = Math.min(eager, linked);
        long silent = clock.getAsLong() - heartbeat;
        boolean live = now == State.LEFT || silent < SILENCE_NANOS;
        MemberView.Facts membership = members.facts();
        boolean ready = live && now == State.STARTED && membership.settled() && (linked > 0 || known.isEmpty());
        String reason;
        if (now == State.LEFT) {
            reason = "left";
        } else if (!live) {
            reason = "the event loop has not turned for " + TimeUnit.NANOSECONDS.toMillis(silent) + " ms";
        } else if (now == State.LEAVING) {
            reason = "leaving";
        } else if (!membership.settled()) {
            reason = "no address to join the cluster by has answered yet";
        } else if (known.isEmpty()) {
            reason = "alone: no other member is known";
        } else {
            reason = "linked to " + linked + " of " + known.size() + " known members";
        }
        String failure = storeFailure;
        if (failure != null) {
            reason += "; nothing is stored since the durable store failed: " + failure;
        }
        return new PlumtreeHealth(live, ready, reason, known.size(), linked, pushed, linked - pushed,
                membership.counts());
    }
}
