package io.plumtree.simulator.fault;

import java.time.Duration;

/**
 * When a fault begins and ends.
 *
 * @param fault what goes wrong
 * @param at from the first broadcast to its beginning
 * @param lasts from its beginning to its end
 */
public record PlannedFault(Fault fault, Duration at, Duration lasts) {
}
