package io.plumtree.quarkus.runtime.endpoints;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeHealth;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How the node is, all of {@link PlumtreeHealth}. The answer is found whatever it says: probes ask {@code /q/health}. */
final class HealthEndpoint implements Endpoint {

    @Override
    public CompletionStage<JsonObject> answer(Plumtree plumtree, MultiMap parameters) {
        PlumtreeHealth health = plumtree.health();
        JsonObject answer = new JsonObject().put("status", name(health.status()))
                .put("reason", health.reason())
                .put("live", health.live())
                .put("started", health.started())
                .put("ready", health.ready());
        health.node().ifPresent(node -> answer.put("node", node.id().value())
                .put("preset", node.preset().key())
                .put("transport", node.transport()));
        answer.put("peers", health.peers())
                .put("linked", health.linked())
                .put("eager", health.eager())
                .put("lazy", health.lazy())
                .put("members", members(health))
                .put("delivery", delivery(health.delivery()))
                .put("fills", fills(health));
        health.lastSync().ifPresent(since -> answer.put("lastSyncMillisAgo", since.toMillis()));
        health.store().ifPresent(store -> answer.put("store", store(store)));
        return CompletableFuture.completedStage(answer);
    }

    private static JsonObject members(PlumtreeHealth health) {
        JsonObject members = new JsonObject();
        health.members().forEach((state, count) -> members.put(name(state), count));
        return members;
    }

    private static JsonObject delivery(PlumtreeHealth.Delivery delivery) {
        return new JsonObject().put("pendingGrafts", delivery.pendingGrafts())
                .put("succeeded", delivery.succeeded())
                .put("failed", delivery.failed())
                .put("failureRate", delivery.failureRate())
                .put("lost", delivery.lost());
    }

    private static JsonArray fills(PlumtreeHealth health) {
        JsonArray fills = new JsonArray();
        health.fills().forEach(fill -> fills.add(new JsonObject().put("key", fill.key())
                .put("used", fill.used())
                .put("bound", fill.bound())));
        return fills;
    }

    private static JsonObject store(PlumtreeHealth.Store store) {
        JsonObject described = new JsonObject().put("notStored", store.notStored());
        store.failure().ifPresent(failure -> described.put("failure", failure));
        return described;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
