package io.plumtree.core.membership.message;

/**
 * The request could not be read.
 *
 * @param error why, in words
 */
public record ErrorReply(String error) implements StreamMessage {
}
