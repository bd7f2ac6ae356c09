package io.plumtree.core.membership.message;

import java.util.List;

/**
 * All that one member knows. Request and reply look the same.
 *
 * @param join whether the one that asks is new
 * @param states every member known, the teller included; unmodifiable
 * @param userState the application's
 */
public record PushPull(boolean join, List<NodeState> states, Blob userState) implements StreamMessage {
}
