package io.plumtree.vertx;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.NodeEngine;
import io.plumtree.vertx.membership.ClusterMembership;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * How a node leaves, each step bounded by what is left of the timeout: it takes no more broadcasts, gives those it took to
 * the engine, announces what waits, waits for acknowledgements, relays until its neighbours have found other parents, closes
 * the links, leaves the membership, has what arrived delivered, and what became of it stored.
 */
final class Departure {

    /** What a step gets when nothing is left, so that steps that need no waiting still end in order. */
    private static final long LEAST_MILLIS = 50;
    /** Until the engine has heard what the lanes have done and has handed them more. */
    private static final long TURN_MILLIS = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);
    /** How much longer than it was told a transport may take to close. */
    private static final long TRANSPORT_GRACE_MILLIS = 1000;
    /** What closing the store may take: it forces what the operating system has. */
    private static final long STORE_GRACE_MILLIS = 1000;

    private final NodeContexts contexts;
    private final Ingress ingress;
    private final EngineLoop loop;
    private final Acknowledgements acknowledgements;
    private final Transport transport;
    private final Lanes lanes;
    private final Completions completions;
    private final MemberView members;
    private final @Nullable ClusterMembership membership;
    private final NodeView view;
    private final @Nullable StoreWorker store;
    private final RetainedPages pages;
    private final Histories histories;

    Departure(NodeContexts contexts, Ingress ingress, EngineLoop loop, Acknowledgements acknowledgements,
            Transport transport, Lanes lanes, Completions completions, NodeView view, MemberView members,
            @Nullable ClusterMembership membership, @Nullable StoreWorker store, RetainedPages pages,
            Histories histories) {
        this.histories = histories;
        this.pages = pages;
        this.store = store;
        this.contexts = contexts;
        this.ingress = ingress;
        this.loop = loop;
        this.acknowledgements = acknowledgements;
        this.transport = transport;
        this.lanes = lanes;
        this.completions = completions;
        this.view = view;
        this.members = members;
        this.membership = membership;
    }

    /**
     * Leaves. Once; any thread.
     *
     * @param timeout for all of it
     * @return completes, never exceptionally, when the node has left; its contexts are still open
     */
    Future<Void> run(Duration timeout) {
        Duration bounded = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        long begun = System.nanoTime();
        view.leaving();
        Future<Void> taken = ingress.close();
        Promise<Void> left = Promise.promise();
        contexts.loop().runOnContext(turn -> {
            loop.leaving();
            Steps steps = new Steps(contexts.vertx(), contexts.loop(), begun, bounded);
            steps.await("taking queued broadcasts", taken, steps.left())
                    .compose(done -> steps.await("broadcasts that wait for the links", loop.noneWaits(), steps.left() / 2))
                    .compose(done -> {
                        loop.input(NodeEngine::flush);
                        // Not all of the time: what is queued for a slow neighbour needs some, too.
                        return steps.await("the acknowledgements", acknowledgements.settled(), steps.left() / 2);
                    })
                    .compose(done -> othersTakeOver(steps))
                    .compose(done -> {
                        // Leaving the membership needs some of it, too.
                        long millis = membership == null ? steps.left() : steps.left() / 2;
                        return steps.await("closing the links", transport.close(Duration.ofMillis(millis)),
                                millis + TRANSPORT_GRACE_MILLIS);
                    })
                    // The links first: neighbours hear at once that they are gone, and that it is no failure.
                    .compose(done -> membership == null ? Future.succeededFuture()
                            : steps.await("leaving the membership",
                                    membership.leave(Duration.ofMillis(Math.max(LEAST_MILLIS, steps.left()))), steps.left()))
                    .compose(done -> {
                        ingress.abandon();
                        acknowledgements.end("the node left");
                        return steps.await("delivering", delivered(), steps.left());
                    })
                    .compose(done -> store == null ? Future.succeededFuture()
                            : steps.await("writing to the store", store.written(), steps.left()))
                    .compose(done -> {
                        loop.stop();
                        pages.end();
                        histories.end();
                        return store == null ? Future.succeededFuture()
                                : steps.await("closing the store", store.close(), STORE_GRACE_MILLIS);
                    })
                    .compose(done -> membership == null ? Future.succeededFuture()
                            : steps.await("closing the membership", membership.close(), TRANSPORT_GRACE_MILLIS))
                    .onComplete(done -> {
                        lanes.close();
                        members.end();
                        completions.finish();
                        view.left();
                        left.complete();
                    });
        });
        return left.future();
    }

    /** The neighbours hear that this node is about to leave, and it relays until they have found other ways. */
    private Future<Void> othersTakeOver(Steps steps) {
        long[] needed = { 0 };
        loop.input((engine, now) -> needed[0] = engine.leave(now));
        long millis = Math.min(needed[0] / NANOS_PER_MILLI, steps.left() / 4);
        if (millis <= 0) {
            return Future.succeededFuture();
        }
        Promise<Void> waited = Promise.promise();
        contexts.vertx().setTimer(millis, id -> waited.complete());
        return waited.future();
    }

    /** @return completes when the listener has returned from all that arrived */
    private Future<Void> delivered() {
        return lanes.drained().compose(idle -> {
            Promise<Void> counted = Promise.promise();
            contexts.vertx().setTimer(TURN_MILLIS, id -> counted.complete());
            return counted.future();
        }).compose(counted -> loop.engine().undelivered() == 0 || loop.stopped() ? Future.succeededFuture() : delivered());
    }

    /** Waits for one thing after the other, on the event loop. */
    private record Steps(Vertx vertx, Context context, long begun, Duration timeout) {

        long left() {
            return timeout.minusNanos(System.nanoTime() - begun).toMillis();
        }

        /** @return completes on the event loop, never exceptionally, when {@code step} ended or after {@code millis} */
        Future<Void> await(String name, Future<?> step, long millis) {
            Promise<Void> ended = Promise.promise();
            long timer = vertx.setTimer(Math.max(LEAST_MILLIS, millis), id -> {
                if (ended.tryComplete()) {
                    PlumtreeLog.LOG.leavingTookTooLong(name);
                }
            });
            step.onComplete(result -> context.runOnContext(turn -> {
                vertx.cancelTimer(timer);
                if (result.failed()) {
                    PlumtreeLog.LOG.leavingFailed(name, result.cause());
                }
                ended.tryComplete();
            }));
            return ended.future();
        }
    }
}
