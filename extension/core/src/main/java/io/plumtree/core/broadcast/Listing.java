package io.plumtree.core.broadcast;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageId;
import io.plumtree.core.message.Message;

/**
 * A page of what is retained.
 *
 * @param messages by origin, epoch and sequence
 * @param last where the page that follows begins after; null if none does
 */
public record Listing(List<Message> messages, @Nullable MessageId last) {
}
