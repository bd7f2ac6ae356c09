package io.plumtree.core.wire;

/**
 * Answers a {@link Ping}.
 *
 * @param nonce that of the ping
 */
public record Pong(long nonce) implements LinkFrame {
}
