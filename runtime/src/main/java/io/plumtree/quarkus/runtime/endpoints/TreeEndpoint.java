package io.plumtree.quarkus.runtime.endpoints;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.api.Plumtree;
import io.plumtree.api.TreePlace;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The node's place in the tree of every origin, or of the one that {@code origin} names. */
final class TreeEndpoint implements Endpoint {

    private static final String ORIGIN = "origin";

    @Override
    public CompletionStage<JsonObject> answer(Plumtree plumtree, MultiMap parameters) {
        NodeId local = plumtree.cluster().localNode();
        String origin = parameters.get(ORIGIN);
        NodeId wanted = origin == null ? null : NodeId.of(origin);
        return plumtree.cluster().trees().thenApply(places -> new JsonObject().put("node", local.value())
                .put("trees", trees(places, wanted)));
    }

    private static JsonArray trees(List<TreePlace> places, @Nullable NodeId wanted) {
        JsonArray trees = new JsonArray();
        for (TreePlace place : places) {
            if (wanted == null || wanted.equals(place.origin())) {
                JsonObject tree = new JsonObject().put(ORIGIN, place.origin().value());
                place.parent().ifPresent(parent -> tree.put("parent", parent.value()));
                trees.add(tree.put("eager", NodeIds.json(place.eager())).put("lazy", NodeIds.json(place.lazy())));
            }
        }
        if (wanted != null && trees.isEmpty()) {
            throw new NotKnownException("nothing of origin " + wanted + " is known here");
        }
        return trees;
    }
}
