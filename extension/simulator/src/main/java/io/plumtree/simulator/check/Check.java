package io.plumtree.simulator.check;

import io.plumtree.simulator.ClusterListener;

/** Follows a run and finds what must not have happened. One object for one run. */
public interface Check extends ClusterListener {

    /** Looks at the cluster: again and again as the run goes on. */
    default void sample() {
    }

    /** All faults are over for as long as healing may take. */
    default void healed() {
    }

    /** The run is over, and the cluster has been quiet for longer than it retains anything. */
    default void conclude() {
    }
}
