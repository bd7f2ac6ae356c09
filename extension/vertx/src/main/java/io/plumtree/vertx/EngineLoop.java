package io.plumtree.vertx;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.Overload;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.PlumtreeException;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.vertx.membership.ClusterMembership;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Feeds the engine: what the transport tells, broadcasts, time. On the event loop but for {@link #ask}. An input that comes
 * up within another one, such as a link that breaks while it is written to, waits until that one has returned.
 */
final class EngineLoop implements Transport.Handler {

    private static final long NONE = -1;
    private static final int RETRIED_IN_A_TURN = 256;

    private final NodeId self;
    private final Vertx vertx;
    private final Context context;
    private final NodeEngine engine;
    private final PeerBook book;
    private final Links links;
    private final Acknowledgements acknowledgements;
    private final Completions completions;
    private final NodeView view;
    private final Readings readings;
    private final NodeCounters counters;
    private final Turns<NodeEngine> turns;
    private final EngineTimer timer;
    private final WaitingBroadcasts waiting = new WaitingBroadcasts();
    private @Nullable ClusterMembership membership;
    private boolean refreshing;
    private boolean retrying;
    private boolean leaving;
    private volatile boolean stopped;
    private long beating = NONE;
    private Supplier<List<Fill>> queues = List::of;

    /** @param engine makes the engine, given the way for members that cannot be dialled */
    EngineLoop(NodeId self, NodeContexts contexts, PeerBook book, Links links, Acknowledgements acknowledgements,
            Completions completions, NodeView view, Readings readings, NodeCounters counters,
            Function<EngineLoop, NodeEngine> engine) {
        this.self = self;
        this.vertx = contexts.vertx();
        this.context = contexts.loop();
        this.book = book;
        this.links = links;
        this.acknowledgements = acknowledgements;
        this.completions = completions;
        this.view = view;
        this.readings = readings;
        this.counters = counters;
        this.timer = new EngineTimer(vertx, () -> input(NodeEngine::advance));
        this.engine = engine.apply(this);
        this.turns = new Turns<>(this.engine, new Watcher());
    }

    /**
     * Starts to beat.
     *
     * @param around how full the queues around the engine are
     */
    void start(Supplier<List<Fill>> around) {
        queues = around;
        beating = vertx.setPeriodic(NodeView.BEAT_MILLIS, id -> {
            view.beat();
            links.refresh();
            completions.nudge();
            refresh();
            if (membership != null) {
                membership.refresh();
            }
        });
        refresh();
    }

    /** @param running hears of links that the other end broke, and is kept up to date */
    void withMembership(ClusterMembership running) {
        membership = running;
    }

    /** Accepts no more links. */
    void leaving() {
        leaving = true;
        view.leaving();
    }

    /** Feeds the engine no more. */
    void stop() {
        refresh();
        stopped = true;
        waiting.end(one -> completions.fail(one.result(), new PlumtreeClosedException()));
        timer.cancel();
        if (beating != NONE) {
            vertx.cancelTimer(beating);
        }
    }

    boolean stopped() {
        return stopped;
    }

    long epoch() {
        return engine.epoch();
    }

    /** @return {@link NodeEngine#syncRoot} */
    @Nullable
    SyncRoot syncRoot() {
        return stopped ? null : engine.syncRoot(System.nanoTime());
    }

    void input(Turns.Input<NodeEngine> input) {
        if (!stopped) {
            turns.input(input);
        }
    }

    /** Hands broadcasts to the engine, in their order, as one input. */
    void broadcast(List<QueuedBroadcast> batch) {
        if (stopped) {
            batch.forEach(one -> completions.fail(one.result(), new PlumtreeClosedException()));
            return;
        }
        input((to, now) -> {
            for (QueuedBroadcast one : batch) {
                if (waiting.isEmpty() && one.fits(to)) {
                    broadcast(one, now);
                } else {
                    overloaded(one, now);
                }
            }
        });
    }

    /** Nothing overtakes what waits. */
    private void overloaded(QueuedBroadcast one, long now) {
        if (one.overload() == Overload.WAIT) {
            waiting.add(one);
        } else if (waiting.isEmpty()) {
            broadcast(one, now); // says which bound is met
        } else {
            counters.overloaded();
            completions.fail(one.result(), new OverloadedException("broadcasts wait until the links take them"));
        }
    }

    /** The links may take more: not too many in one turn, so that links are read and written in between. */
    private void retry() {
        QueuedBroadcast next = waiting.first();
        if (next == null || !next.fits(engine)) {
            return;
        }
        turns.input((to, now) -> {
            QueuedBroadcast first = waiting.first();
            for (int i = 0; i < RETRIED_IN_A_TURN && first != null && first.fits(to); i++) {
                waiting.removeFirst();
                broadcast(first, now);
                first = waiting.first();
            }
        });
    }

    private void retrySoon() {
        if (!retrying && !waiting.isEmpty()) {
            retrying = true;
            context.runOnContext(turn -> {
                retrying = false;
                if (!stopped) {
                    retry();
                }
            });
        }
    }

    /** @return broadcasts that wait until the engine takes them; any thread */
    int waiting() {
        return waiting.size();
    }

    /** @return completes when no broadcast waits */
    Future<Void> noneWaits() {
        return waiting.whenEmpty();
    }

    /**
     * Has something done on the event loop. Any thread.
     *
     * @return completes on a worker with what {@code question} returned or threw; exceptionally with
     *         PlumtreeClosedException when the node has left
     */
    <T> CompletableFuture<T> ask(Supplier<T> question) {
        return begin(() -> Future.succeededFuture(question.get()));
    }

    /**
     * Has something begun on the event loop. Any thread.
     *
     * @return completes on a worker as what {@code task} returned; exceptionally with what it threw, or with
     *         PlumtreeClosedException when the node has left
     */
    <T> CompletableFuture<T> begin(Supplier<Future<T>> task) {
        if (stopped) {
            return CompletableFuture.failedFuture(new PlumtreeClosedException());
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            context.runOnContext(turn -> {
                if (stopped) {
                    // The node's own way to complete stages may have ended already.
                    ForkJoinPool.commonPool().execute(() -> answer.completeExceptionally(new PlumtreeClosedException()));
                    return;
                }
                try {
                    task.get().onComplete(value -> completions.complete(answer, value),
                            failure -> completions.fail(answer, failure));
                } catch (RuntimeException e) {
                    completions.fail(answer, e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new PlumtreeClosedException());
        }
        return answer;
    }

    NodeEngine engine() {
        return engine;
    }

    /** Brings the view and what is published up to date. */
    void refresh() {
        refreshing = false;
        if (!stopped) {
            NodeSnapshot snapshot = engine.snapshot();
            view.update(book, snapshot, queues.get());
            readings.publish(snapshot);
        }
    }

    @Override
    public boolean accepts(NodeId peer) {
        return !leaving && !stopped && !peer.equals(self) && engine.accepts(peer);
    }

    @Override
    public void linkUp(RemoteNode peer) {
        input((to, now) -> {
            book.linkUp(peer);
            to.linkUp(peer.id(), now);
            refreshSoon();
        });
    }

    @Override
    public void linkDown(NodeId peer, String reason) {
        input((to, now) -> {
            book.linkDown(peer);
            to.linkDown(peer, now);
            if (book.knows(peer)) {
                links.dial(peer);
            } else {
                links.drop(peer, "no longer known");
            }
            refreshSoon();
        });
    }

    @Override
    public void linkReset(NodeId peer) {
        if (membership != null) {
            membership.connectionReset(peer);
        }
    }

    @Override
    public void connectFailed(NodeId peer, String reason) {
        input((to, now) -> {
            links.dial(peer);
            to.connectFailed(peer, now);
        });
    }

    @Override
    public void received(NodeId peer, PlumtreeMessage message) {
        input((to, now) -> to.receive(peer, message, now));
    }

    @Override
    public void drained(NodeId peer) {
        input((to, now) -> to.drained(peer, now));
    }

    @Override
    public void roundTrip(NodeId peer, long nanos) {
        input((to, now) -> to.roundTrip(peer, nanos));
    }

    private void failed(Throwable e) {
        counters.engineFailed();
        PlumtreeLog.LOG.engineFailed(e);
    }

    private void broadcast(QueuedBroadcast one, long now) {
        boolean waits = one.acknowledgement() != Acknowledgement.QUEUED;
        long token = waits ? acknowledgements.expect(one.result()) : 0;
        try {
            long sequence = engine.broadcast(one.topic(), one.headers(), one.payload(), one.sentAtMillis(),
                    one.acknowledgement(), token, now);
            MessageId id = new MessageId(self, engine.epoch(), one.topic(), sequence);
            if (waits) {
                acknowledgements.accepted(token, id);
            } else {
                completions.complete(one.result(), id);
            }
        } catch (RuntimeException | AssertionError e) {
            if (waits) {
                acknowledgements.withdraw(token);
            }
            if (!(e instanceof PlumtreeException)) {
                failed(e);
            }
            completions.fail(one.result(), e);
        }
    }

    /** Once for all that happens in one turn. */
    private void refreshSoon() {
        if (!refreshing) {
            refreshing = true;
            context.runOnContext(turn -> refresh());
        }
    }

    private final class Watcher implements Turns.Watcher {

        @Override
        public void failed(Throwable e) {
            EngineLoop.this.failed(e);
        }

        @Override
        public void slow() {
            counters.slowTurn();
        }

        @Override
        public void over(long now) {
            view.epoch(engine.epoch());
            timer.arm(engine.nanosToDeadline(now), now);
            retrySoon();
        }
    }
}
