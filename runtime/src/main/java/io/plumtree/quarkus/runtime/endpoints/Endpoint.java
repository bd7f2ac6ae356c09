package io.plumtree.quarkus.runtime.endpoints;

import java.util.concurrent.CompletionStage;

import io.plumtree.api.Plumtree;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;

/** Answers one question about the node. Must not block. */
interface Endpoint {

    /**
     * @param plumtree the node
     * @param parameters of the query
     * @return the answer; {@link NotKnownException} and {@link IllegalArgumentException} are the caller's mistakes
     */
    CompletionStage<JsonObject> answer(Plumtree plumtree, MultiMap parameters);
}
