package io.plumtree.core.health;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.core.NodeSnapshot.StoreState;
import io.plumtree.core.Tally;

/** A node that is well until a test changes something. */
final class Patient {

    Vitals.Phase phase = Vitals.Phase.RUNNING;
    long silentNanos;
    boolean joined = true;
    int known = 5;
    int linked = 5;
    int lagging;
    int orphanedOrigins;
    long missing;
    long cached;
    static final long CACHE = 100;
    @Nullable
    String storeFailure;
    long succeeded;
    long failed;
    long lost;
    long lostToObservers;
    long pushed;
    long pulled;

    Vitals vitals() {
        List<NeighbourState> neighbours = new ArrayList<>();
        for (int i = 0; i < linked; i++) {
            neighbours.add(new NeighbourState(NodeId.of("n" + i), i, 0, 0, i < lagging));
        }
        List<Fill> fills = List.of(new Fill("message-cache-max-size", cached, CACHE), new Fill("message-cache-max-bytes", 0, 1),
                new Fill("max-missing", missing, 10_000), new Fill("max-missing", 0, 10_000));
        return new Vitals(phase, silentNanos, joined,
                new NodeSnapshot(new Tally().counters(), fills, neighbours, known, 0, orphanedOrigins, 0,
                        new StoreState(storeFailure, 0), OptionalLong.empty()),
                new Outcomes(succeeded, failed, lost, lostToObservers, pushed, pulled));
    }
}
