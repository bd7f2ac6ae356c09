package io.plumtree.core.broadcast;

import java.util.List;

import io.plumtree.api.MessageHistory.RepairKind;
import io.plumtree.api.NodeId;

/**
 * Something that was done about a message.
 *
 * @param kind what
 * @param peer with whom
 * @param at when
 * @param noticedAt of what was asked for: since when it was known to be missing
 * @param announcedBy of what was asked for: who had announced it by then
 */
public record LoggedRepair(RepairKind kind, NodeId peer, long at, long noticedAt, List<NodeId> announcedBy) {
}
