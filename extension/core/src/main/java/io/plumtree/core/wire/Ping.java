package io.plumtree.core.wire;

/**
 * Asks for a {@link Pong}: keeps the link alive and measures its round trip.
 *
 * @param nonce comes back
 */
public record Ping(long nonce) implements LinkFrame {
}
