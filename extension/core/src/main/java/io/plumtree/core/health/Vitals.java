package io.plumtree.core.health;

import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.NodeSnapshot.NeighbourState;

/**
 * What a node's health is judged by.
 *
 * @param phase where it is in its life
 * @param silentNanos for how long its event loop has not turned
 * @param joined whether it joined its cluster, or has none to join
 * @param engine what its engine counted and how full it is
 * @param recent what came of repairing within the window
 */
public record Vitals(Phase phase, long silentNanos, boolean joined, NodeSnapshot engine, Outcomes recent) {

    /** Where a node is in its life. */
    public enum Phase {
        /** It runs. */
        RUNNING,
        /** It takes no more broadcasts. */
        LEAVING,
        /** It is no more. */
        LEFT
    }

    /** @return other nodes known */
    public int known() {
        return engine.members();
    }

    /** @return neighbours */
    public int linked() {
        return engine.neighbours().size();
    }

    /** @return neighbours that are pushed the payloads of at least one origin */
    public int eager() {
        return (int) engine.neighbours().stream().filter(neighbour -> neighbour.eagerOrigins() > 0).count();
    }

    int lagging() {
        return (int) engine.neighbours().stream().filter(NeighbourState::lagging).count();
    }

    /** @return holes that wait to be filled, of this node and of neighbours for whom it asks */
    public long pendingGrafts() {
        return engine.fills().stream().filter(fill -> fill.key().equals("max-missing")).mapToLong(Fill::used).sum();
    }

    /** @return how full the fullest of what retains messages is, 0 to 1 */
    double cacheUtilization() {
        return engine.fills().stream().filter(fill -> fill.key().startsWith("message-cache-") && fill.bound() > 0)
                .mapToDouble(fill -> (double) fill.used() / fill.bound()).max().orElse(0);
    }
}
