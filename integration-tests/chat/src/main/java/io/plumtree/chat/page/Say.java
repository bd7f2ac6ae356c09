package io.plumtree.chat.page;

import org.jspecify.annotations.Nullable;

/**
 * What the page asks for: to broadcast a line.
 *
 * @param ref the page's own number of it, for the answer
 * @param topic on which topic
 * @param text the line
 * @param name who says it; null or blank: nobody
 */
public record Say(long ref, @Nullable String topic, @Nullable String text, @Nullable String name) {
}
