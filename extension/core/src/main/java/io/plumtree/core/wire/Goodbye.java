package io.plumtree.core.wire;

/**
 * The last frame of an end that closes the link on purpose.
 *
 * @param reason in words; what is longer than 1024 UTF-8 bytes is cut off, control characters travel as spaces
 */
public record Goodbye(String reason) implements LinkFrame {
}
