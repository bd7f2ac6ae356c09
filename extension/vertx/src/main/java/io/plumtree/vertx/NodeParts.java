package io.plumtree.vertx;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Cluster;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.vertx.membership.ClusterMembership;

/**
 * What a running node consists of, as far as its application reaches it.
 *
 * @param config in force
 * @param contexts where it runs
 * @param broadcaster takes broadcasts
 * @param pages lists what is retained
 * @param histories finds out how messages came
 * @param cluster who else
 * @param loop feeds the engine
 * @param view what any thread may know
 * @param readings what is published of the counters
 * @param counters counts
 * @param transport carries messages
 * @param membership who is there; null if it is switched off
 * @param departure how it leaves
 */
record NodeParts(PlumtreeConfig config, NodeContexts contexts, Broadcaster broadcaster, RetainedPages pages,
        Histories histories,
        Cluster cluster,
        EngineLoop loop,
        NodeView view, Readings readings, NodeCounters counters, Transport transport, @Nullable ClusterMembership membership,
        Departure departure) {
}
