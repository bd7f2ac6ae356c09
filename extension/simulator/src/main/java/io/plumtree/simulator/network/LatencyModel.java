package io.plumtree.simulator.network;

/** How far nodes are from each other. */
public interface LatencyModel {

    /**
     * The time of a message between two nodes when nothing else is on the way.
     *
     * @param a a node's number
     * @param b another's
     * @return nanoseconds one way, the same in both directions and every time
     */
    long between(int a, int b);

    /**
     * Where a node is.
     *
     * @param node a node's number
     * @return the number of a zone, within which all are near each other; 0 where there is one only
     */
    default int zone(int node) {
        return 0;
    }
}
