package io.plumtree.core.why;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.MessageHistory.End;
import io.plumtree.api.NodeId;
import io.plumtree.core.Effects;
import io.plumtree.core.Tally;
import io.plumtree.core.message.Path;
import io.plumtree.core.message.PathAnswer;
import io.plumtree.core.message.PathQuestion;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TimerQueue;
import io.plumtree.core.util.TokenBucket;

/**
 * Finds out the way of a message backwards: each node tells its own step and asks the neighbour that it had the message from.
 * Whoever is asked waits for less long than whoever asks, so that what is known by then comes back from wherever it ends.
 */
public final class PathQuestions {

    /** Questions that wait for an answer at one time, of this node and of neighbours; more are declined. */
    public static final int MAX_OPEN = 256;
    /** Questions of neighbours that are answered a second, and at once; more are declined. */
    public static final int PER_SECOND = 100;
    /** How long this node waits for the answer to its own question. */
    public static final int PATIENCE_MILLIS = 5_000;

    /** Of the asker's patience, what is kept for the way back. */
    private static final int RESERVE_SHARE = 8;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long NANOS_PER_MICRO = 1_000L;

    /** What this node knows of its own step. */
    @FunctionalInterface
    public interface Arrivals {

        /** @return how a message came here; null if it is not retained */
        @Nullable
        LocalArrival find(StreamId stream, long sequence);
    }

    /**
     * How a message came to this node.
     *
     * @param arrival how
     * @param from from whom; null of this node's own, and where that is not kept
     * @param round hops it had travelled
     * @param at when; of no meaning where it is {@link Arrival#STORED}
     */
    public record LocalArrival(Arrival arrival, @Nullable NodeId from, int round, long at) {
    }

    private final class Open {

        final long number;
        final Neighbour asked;
        final LocalArrival mine;
        final Consumer<Path> answer;
        /** Who waits for the answer; null if that is this node's application. */
        final @Nullable Neighbour asker;
        final Timer timeout;

        Open(long number, Neighbour asked, LocalArrival mine, @Nullable Neighbour asker, Consumer<Path> answer) {
            this.number = number;
            this.asked = asked;
            this.mine = mine;
            this.asker = asker;
            this.answer = answer;
            this.timeout = new Timer(now -> end(this, Path.untold(End.TIMEOUT, asked.id()), now));
        }
    }

    private final NodeId self;
    private final Arrivals arrivals;
    private final Neighbours neighbours;
    private final TimerQueue timers;
    private final Tally tally;
    private final Effects effects;
    private final Map<Long, Open> open = new LinkedHashMap<>(0);
    private @Nullable TokenBucket budget;
    private long lastNumber;

    public PathQuestions(NodeId self, Arrivals arrivals, Neighbours neighbours, TimerQueue timers, Tally tally,
            Effects effects) {
        this.self = self;
        this.arrivals = arrivals;
        this.neighbours = neighbours;
        this.timers = timers;
        this.tally = tally;
        this.effects = effects;
    }

    /**
     * Asks for the way of a message to this node.
     *
     * @param answer takes it, once: within this call or later
     */
    public void ask(StreamId stream, long sequence, Consumer<Path> answer, long now) {
        resolve(new PathQuestion(0, stream, sequence, PATIENCE_MILLIS), null, answer, now);
    }

    /** A neighbour asks. */
    public void receive(Neighbour from, PathQuestion question, long now) {
        if (budget == null) {
            budget = new TokenBucket(PER_SECOND, PER_SECOND, now);
        }
        if (!budget.take(1, now)) {
            reply(from, question, Path.untold(End.TOO_MANY_QUESTIONS, self));
            return;
        }
        resolve(question, from, path -> reply(from, question, path), now);
    }

    private void reply(Neighbour to, PathQuestion question, Path path) {
        effects.send(to.id(), new PathAnswer(question.number(), path));
    }

    private void resolve(PathQuestion question, @Nullable Neighbour asker, Consumer<Path> answer, long now) {
        LocalArrival mine = arrivals.find(question.stream(), question.sequence());
        if (mine == null) {
            answer.accept(Path.untold(End.NOT_RETAINED, self));
            return;
        }
        NodeId from = mine.from();
        Path.Step step = step(mine, now);
        if (from == null) {
            answer.accept(new Path(List.of(step), mine.arrival() == Arrival.OWN ? End.ORIGIN : End.STORED, null));
            return;
        }
        Neighbour next = neighbours.get(from);
        int patience = Math.min(question.patienceMillis(), PATIENCE_MILLIS);
        patience -= asker == null ? 0 : patience / RESERVE_SHARE;
        if (next == null) {
            answer.accept(new Path(List.of(step), End.NO_LINK, from));
        } else if (patience == 0) {
            answer.accept(new Path(List.of(step), End.TIMEOUT, from));
        } else if (open.size() == MAX_OPEN) {
            answer.accept(new Path(List.of(step), End.TOO_MANY_QUESTIONS, from));
        } else {
            Open waiting = new Open(++lastNumber, next, mine, asker, answer);
            open.put(waiting.number, waiting);
            timers.schedule(waiting.timeout, now + patience * NANOS_PER_MILLI);
            effects.send(next.id(), new PathQuestion(waiting.number, question.stream(), question.sequence(), patience));
        }
    }

    /** A neighbour answers. */
    public void receive(Neighbour from, PathAnswer answer, long now) {
        Open waiting = open.get(answer.number());
        if (waiting == null) {
            return; // it came too late
        }
        Path path = answer.path();
        NodeId first = path.steps().isEmpty() ? path.next() : path.steps().get(0).node();
        if (waiting.asked != from || !Objects.equals(from.id(), first)) {
            tally.rejected++;
            return;
        }
        end(waiting, path, now);
    }

    /** {@code lost} is no neighbour any more. */
    public void linkDown(Neighbour lost, long now) {
        for (Open waiting : new ArrayList<>(open.values())) {
            if (waiting.asker == lost) {
                timers.cancel(waiting.timeout);
                open.remove(waiting.number);
            } else if (waiting.asked == lost) {
                end(waiting, Path.untold(End.NO_LINK, lost.id()), now);
            }
        }
    }

    private void end(Open waiting, Path rest, long now) {
        timers.cancel(waiting.timeout);
        open.remove(waiting.number);
        waiting.answer.accept(rest.behind(step(waiting.mine, now), waiting.asked.roundTrip() / 2 / NANOS_PER_MICRO));
    }

    private Path.Step step(LocalArrival mine, long now) {
        long age = mine.arrival() == Arrival.STORED ? Path.Step.UNKNOWN_AGE : (now - mine.at()) / NANOS_PER_MICRO;
        return new Path.Step(self, mine.arrival(), mine.round(), age);
    }
}
