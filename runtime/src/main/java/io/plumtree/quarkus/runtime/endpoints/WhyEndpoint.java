package io.plumtree.quarkus.runtime.endpoints;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.plumtree.api.Broadcast;
import io.plumtree.api.MemberHistory;
import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.Plumtree;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * How a message came here, named by {@code origin}, {@code epoch}, {@code topic} and {@code sequence}; or why the
 * {@code member} is in the state it is in.
 */
final class WhyEndpoint implements Endpoint {

    private static final String MEMBER = "member";
    private static final String ORIGIN = "origin";
    private static final String EPOCH = "epoch";
    private static final String TOPIC = "topic";
    private static final String SEQUENCE = "sequence";

    @Override
    public CompletionStage<JsonObject> answer(Plumtree plumtree, MultiMap parameters) {
        String member = parameters.get(MEMBER);
        if (member != null) {
            NodeId id = NodeId.of(member);
            return plumtree.cluster().why(id).thenApply(history -> known(history, "member " + id)).thenApply(WhyEndpoint::json);
        }
        MessageId id = message(parameters);
        return plumtree.why(id).thenApply(history -> known(history, "message " + id)).thenApply(WhyEndpoint::json);
    }

    private static <T> T known(Optional<T> history, String what) {
        return history.orElseThrow(() -> new NotKnownException("no " + what + " is known here"));
    }

    private static MessageId message(MultiMap parameters) {
        String topic = parameters.get(TOPIC);
        return new MessageId(NodeId.of(required(parameters, ORIGIN)), number(parameters, EPOCH),
                topic == null ? Broadcast.DEFAULT_TOPIC : topic, number(parameters, SEQUENCE));
    }

    private static String required(MultiMap parameters, String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing: ask with " + MEMBER + ", or with " + ORIGIN + ", "
                    + EPOCH + ", " + SEQUENCE + " and, for another topic than '" + Broadcast.DEFAULT_TOPIC + "', " + TOPIC);
        }
        return value;
    }

    private static long number(MultiMap parameters, String name) {
        String value = required(parameters, name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' is no whole number: '" + value + "'", e);
        }
    }

    private static JsonObject json(MemberHistory history) {
        JsonObject answer = new JsonObject().put(MEMBER, history.member().id().value())
                .put("state", history.member().state().name())
                .put("since", history.since())
                .put("saidBy", NodeIds.json(history.saidBy()));
        history.deadAt().ifPresent(deadAt -> answer.put("deadAt", deadAt));
        history.lastProbe().ifPresent(probe -> answer.put("lastProbe", new JsonObject().put("endedAt", probe.endedAt())
                .put("answer", probe.answer().name())
                .put("afterReset", probe.afterReset())
                .put("helpers", probe.helpers())
                .put("unanswered", probe.unanswered())));
        return answer;
    }

    private static JsonObject json(MessageHistory history) {
        JsonObject answer = new JsonObject().put(ORIGIN, history.id().origin().value())
                .put(EPOCH, history.id().epoch())
                .put(TOPIC, history.id().topic())
                .put(SEQUENCE, history.id().sequence());
        history.sentAt().ifPresent(sentAt -> answer.put("sentAt", sentAt));
        JsonArray path = new JsonArray();
        history.path().forEach(step -> path.add(json(step, history.delay(step))));
        answer.put("path", path).put("end", history.end().name());
        history.next().ifPresent(next -> answer.put("next", next.value()));
        JsonArray repairs = new JsonArray();
        history.repairs().forEach(repair -> repairs.add(json(repair)));
        return answer.put("repairs", repairs);
    }

    private static JsonObject json(MessageHistory.Step step, Optional<Duration> delay) {
        JsonObject described = new JsonObject().put("node", step.node().value())
                .put("arrival", step.arrival().name())
                .put("hops", step.hops());
        step.arrivedAt().ifPresent(arrivedAt -> described.put("arrivedAt", arrivedAt));
        delay.ifPresent(time -> described.put("delayMicros", time.toNanos() / 1_000));
        return described;
    }

    private static JsonObject json(MessageHistory.Repair repair) {
        JsonObject described = new JsonObject().put("kind", repair.kind().name())
                .put("at", repair.at())
                .put("peer", repair.peer().value());
        repair.noticedAt().ifPresent(noticedAt -> described.put("noticedAt", noticedAt));
        return repair.announcedBy().isEmpty() ? described : described.put("announcedBy", NodeIds.json(repair.announcedBy()));
    }
}
