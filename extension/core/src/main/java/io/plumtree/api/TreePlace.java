package io.plumtree.api;

import java.util.List;
import java.util.Optional;

/**
 * A node's place in the tree of one origin, at one moment. The places of all nodes together are the tree.
 *
 * @param origin whose tree
 * @param parent from whom this node is pushed the origin's payloads; empty at the origin itself, and while nobody pushes:
 *        then this node hears announcements and pulls
 * @param eager neighbours that this node pushes the origin's payloads to, in the order of their ids; unmodifiable
 * @param lazy the neighbours that are neither eager nor the parent, in the order of their ids: they hear announcements at
 *        most; unmodifiable
 */
public record TreePlace(NodeId origin, Optional<NodeId> parent, List<NodeId> eager, List<NodeId> lazy) {
}
