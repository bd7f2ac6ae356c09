package io.plumtree.api;

import java.time.Duration;
import java.util.Optional;

/**
 * What a node knows of another one.
 *
 * @param id who
 * @param address where it listens
 * @param linked whether a link to it is up: it is a neighbour
 * @param eager whether this node pushes it the payloads of at least one origin
 * @param roundTrip the measured round trip to it, once measured
 */
public record Peer(NodeId id, Address address, boolean linked, boolean eager, Optional<Duration> roundTrip) {
}
