package io.plumtree.vertx;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.plumtree.api.MemberHistory;
import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageHistory.Repair;
import io.plumtree.api.MessageHistory.RepairKind;
import io.plumtree.api.MessageHistory.Step;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.core.broadcast.History;
import io.plumtree.core.broadcast.LoggedRepair;
import io.plumtree.core.membership.Standing;
import io.plumtree.core.membership.Tried;
import io.plumtree.core.message.Path;
import io.plumtree.core.message.StreamId;
import io.vertx.core.Promise;

/** Asks the engine why things are as they are, and tells it by the wall clock. Any thread. */
final class Histories {

    private final EngineLoop loop;
    private final AtomicInteger underWay = new AtomicInteger();
    /** On the event loop. */
    private final Set<Promise<Optional<MessageHistory>>> waiting = new LinkedHashSet<>();

    Histories(EngineLoop loop) {
        this.loop = loop;
    }

    CompletionStage<Optional<MessageHistory>> of(MessageId id) {
        if (underWay.incrementAndGet() > Plumtree.MAX_QUESTIONS) {
            underWay.decrementAndGet();
            return CompletableFuture.failedStage(
                    new OverloadedException(Plumtree.MAX_QUESTIONS + " messages are being asked about"));
        }
        StreamId stream = new StreamId(id.origin(), id.epoch(), id.topic());
        return loop.<Optional<MessageHistory>> begin(() -> {
            Promise<Optional<MessageHistory>> answered = Promise.promise();
            waiting.add(answered);
            loop.input((engine, now) -> engine.why(stream, id.sequence(),
                    history -> answered.tryComplete(told(id, history, Clock.now())), now));
            return answered.future().onComplete(done -> waiting.remove(answered));
        }).whenComplete((told, failure) -> underWay.decrementAndGet());
    }

    /** The engine answers no more. On the event loop. */
    void end() {
        List.copyOf(waiting).forEach(answered -> answered.tryFail(new PlumtreeClosedException()));
    }

    /** @param standing by the engine's clock */
    static MemberHistory told(Standing standing) {
        Clock clock = Clock.now();
        return new MemberHistory(standing.member(), clock.at(standing.since()),
                standing.saidBy().stream().map(NodeId::of).toList(),
                standing.deadAt().isEmpty() ? Optional.empty() : Optional.of(clock.at(standing.deadAt().getAsLong())),
                Optional.ofNullable(standing.tried()).map(tried -> probe(tried, clock)));
    }

    private static MemberHistory.Probe probe(Tried tried, Clock clock) {
        return new MemberHistory.Probe(clock.at(tried.at()), tried.answer(), tried.afterReset(), tried.helpers(),
                tried.unanswered());
    }

    private static Optional<MessageHistory> told(MessageId id, History history, Clock clock) {
        Path path = history.path();
        if (path.steps().isEmpty() && history.repairs().isEmpty()) {
            return Optional.empty();
        }
        OptionalLong sentAt = history.sentAtMillis();
        return Optional.of(new MessageHistory(id,
                sentAt.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(sentAt.getAsLong())),
                path.steps().stream().map(step -> step(step, clock)).toList(), path.end(), Optional.ofNullable(path.next()),
                history.repairs().stream().map(repair -> repair(repair, clock)).toList()));
    }

    private static Step step(Path.Step step, Clock clock) {
        Optional<Instant> arrivedAt = step.ageMicros() == Path.Step.UNKNOWN_AGE ? Optional.empty()
                : Optional.of(clock.wall().minus(step.ageMicros(), ChronoUnit.MICROS));
        return new Step(step.node(), step.arrival(), step.round(), arrivedAt);
    }

    private static Repair repair(LoggedRepair logged, Clock clock) {
        boolean asked = logged.kind() == RepairKind.PULL_SENT || logged.kind() == RepairKind.GRAFT_SENT;
        return new Repair(logged.kind(), clock.at(logged.at()), logged.peer(),
                asked ? Optional.of(clock.at(logged.noticedAt())) : Optional.empty(), logged.announcedBy());
    }

    /** One moment, by both clocks. */
    private record Clock(Instant wall, long nanos) {

        static Clock now() {
            return new Clock(Instant.now(), System.nanoTime());
        }

        Instant at(long engineNanos) {
            return wall.minusNanos(nanos - engineNanos);
        }
    }
}
