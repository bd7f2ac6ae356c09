package io.plumtree.vertx;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.MessageId;
import io.plumtree.api.Overload;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.message.Payload;

/**
 * A broadcast on its way to the engine.
 *
 * @param topic where
 * @param headers checked
 * @param payload as it will travel
 * @param sentAtMillis the wall clock when the application asked
 * @param acknowledgement what to wait for
 * @param overload what becomes of it while the engine does not take it
 * @param result completes then
 */
record QueuedBroadcast(String topic, Map<String, String> headers, Payload payload, long sentAtMillis,
        Acknowledgement acknowledgement, Overload overload, CompletableFuture<MessageId> result) {

    /** @return whether the engine would not refuse it for overload now */
    boolean fits(NodeEngine engine) {
        return engine.takes(headers, payload, acknowledgement);
    }
}
