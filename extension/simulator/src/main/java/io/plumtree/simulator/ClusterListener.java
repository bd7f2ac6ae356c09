package io.plumtree.simulator;

import io.plumtree.simulator.network.NetworkListener;
import io.plumtree.simulator.node.NodeListener;

/** Hears everything that happens in a cluster, in the order in which it happens. Must not change anything in it. */
public interface ClusterListener extends NetworkListener, NodeListener {
}
