package io.plumtree.api;

import java.util.List;
import java.util.Optional;

/**
 * Some of the messages that a query asked for.
 *
 * @param messages unmodifiable, by origin, epoch and sequence; fewer than the limit, even none, also where more follow
 * @param next asks for the page that follows; empty if this is the last
 */
public record RetainedPage(List<RetainedMessage> messages, Optional<RetainedQuery> next) {

    public RetainedPage {
        messages = List.copyOf(messages);
    }
}
