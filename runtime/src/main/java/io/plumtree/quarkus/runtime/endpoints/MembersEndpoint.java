package io.plumtree.quarkus.runtime.endpoints;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.plumtree.api.Cluster;
import io.plumtree.api.Member;
import io.plumtree.api.NodeId;
import io.plumtree.api.Peer;
import io.plumtree.api.Plumtree;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Everybody whom the node knows, in the order of their ids: what membership believes of them, and what the link to them is
 * like. Somebody may be one and not the other.
 */
final class MembersEndpoint implements Endpoint {

    @Override
    public CompletionStage<JsonObject> answer(Plumtree plumtree, MultiMap parameters) {
        Cluster cluster = plumtree.cluster();
        Map<NodeId, JsonObject> known = new TreeMap<>();
        for (Member member : cluster.members()) {
            known.computeIfAbsent(member.id(), MembersEndpoint::named)
                    .put("state", member.state().name())
                    .put("membershipAddress", member.address().toString())
                    .put("tags", new JsonObject(new TreeMap<>(member.tags())));
        }
        for (Peer peer : cluster.peers()) {
            JsonObject described = known.computeIfAbsent(peer.id(), MembersEndpoint::named)
                    .put("address", peer.address().toString())
                    .put("linked", peer.linked())
                    .put("eager", peer.eager());
            peer.roundTrip().map(MembersEndpoint::micros).ifPresent(micros -> described.put("roundTripMicros", micros));
        }
        JsonArray members = new JsonArray();
        known.values().forEach(members::add);
        return CompletableFuture.completedStage(new JsonObject().put("node", cluster.localNode().value())
                .put("epoch", cluster.epoch())
                .put("address", cluster.address().toString())
                .put("members", members));
    }

    private static JsonObject named(NodeId id) {
        return new JsonObject().put("id", id.value());
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }
}
