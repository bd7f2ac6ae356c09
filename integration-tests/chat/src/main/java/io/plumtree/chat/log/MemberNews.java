package io.plumtree.chat.log;

import java.time.Instant;

import io.plumtree.api.NodeId;

/**
 * What became of a member, as this instance was told.
 *
 * @param event the name of the event's type
 * @param member of whom
 * @param at when, by this instance's clock
 */
public record MemberNews(String event, NodeId member, Instant at) {
}
