package io.plumtree.core.store;

/**
 * How full a {@link MessageStore} is.
 *
 * @param messages held
 * @param maxMessages at most
 * @param bytes of payloads and headers held
 * @param maxBytes at most
 */
public record StoreFill(long messages, long maxMessages, long bytes, long maxBytes) {
}
