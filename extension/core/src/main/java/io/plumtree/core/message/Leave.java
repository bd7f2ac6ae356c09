package io.plumtree.core.message;

/**
 * The sender is about to leave: it relays for a little longer, and whoever depends on it finds another parent meanwhile.
 * Nothing is lost with this message, only time.
 */
public record Leave() implements PlumtreeMessage {
}
