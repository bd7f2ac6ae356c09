package io.plumtree.core.broadcast;

import io.plumtree.api.NodeId;
import io.plumtree.core.Effects;
import io.plumtree.core.Tally;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;

/**
 * What the collaborators of one node's broadcasting share.
 *
 * @param self this node
 * @param settings its configuration
 * @param effects its outputs
 * @param tally its counters
 * @param timers its timers
 * @param neighbours its links
 * @param random its randomness
 */
record Engine(NodeId self, Settings settings, Effects effects, Tally tally, TimerQueue timers, Neighbours neighbours,
        Prng random) {
}
