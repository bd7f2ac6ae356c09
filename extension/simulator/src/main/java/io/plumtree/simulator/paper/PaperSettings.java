package io.plumtree.simulator.paper;

import java.time.Duration;

/**
 * What the paper leaves to whoever runs its algorithm.
 *
 * @param graftTimer timeout1, from the first announcement of a message to the first GRAFT; the next announcer is asked after
 *        half of it (timeout2, about a round trip to a neighbour)
 * @param threshold hops by which an announcement must be shorter than the way of the payload for the tree to change (Algorithm
 *        4); 0 never changes it
 */
public record PaperSettings(Duration graftTimer, int threshold) {
}
