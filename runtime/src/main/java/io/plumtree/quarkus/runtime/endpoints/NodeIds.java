package io.plumtree.quarkus.runtime.endpoints;

import java.util.List;

import io.plumtree.api.NodeId;
import io.vertx.core.json.JsonArray;

/** Ids of nodes as JSON. */
final class NodeIds {

    private NodeIds() {
    }

    static JsonArray json(List<NodeId> nodes) {
        JsonArray ids = new JsonArray();
        nodes.forEach(node -> ids.add(node.value()));
        return ids;
    }
}
