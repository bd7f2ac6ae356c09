package io.plumtree.vertx;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;

/**
 * Where a node's work runs: one event-loop context for engine, timers and sockets; workers of its own for deliveries; and
 * Vertx's workers for the completion of stages, so that an observer that waits for a stage never waits for itself. The
 * application sees a worker context, never the node's event loop: what it starts from there does not end up on the loop.
 */
final class NodeContexts {

    private static final int DELIVERY_THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final Vertx vertx;
    private final boolean own;
    private final Surroundings surroundings;
    private final Holder loop = new Holder();
    private final Holder deliveries = new Holder();
    private final Holder completions = new Holder();

    private NodeContexts(Vertx vertx, boolean own, Surroundings surroundings) {
        this.vertx = vertx;
        this.own = own;
        this.surroundings = surroundings;
    }

    /**
     * @param vertx where
     * @param own whether {@link #close} closes it, too
     * @param name names the threads
     * @param surroundings of what runs on workers
     * @return the contexts; if it fails nothing is left behind but {@code vertx}
     */
    static Future<NodeContexts> open(Vertx vertx, boolean own, String name, Surroundings surroundings) {
        NodeContexts contexts = new NodeContexts(vertx, own, surroundings);
        DeploymentOptions workers = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
        return vertx.deployVerticle(contexts.loop, new DeploymentOptions())
                .compose(id -> vertx.deployVerticle(contexts.deliveries, new DeploymentOptions(workers)
                        .setWorkerPoolName(name + "-" + id).setWorkerPoolSize(DELIVERY_THREADS)))
                .compose(id -> vertx.deployVerticle(contexts.completions, workers))
                .map(contexts)
                .recover(failure -> contexts.undeploy().transform(done -> Future.failedFuture(failure)));
    }

    Vertx vertx() {
        return vertx;
    }

    /** @return the event-loop context */
    Context loop() {
        return loop.context();
    }

    /** @return runs tasks concurrently on the node's own workers; throws RejectedExecutionException once closed */
    Executor deliveries() {
        return task -> onWorker(deliveries, task);
    }

    /** @return runs tasks concurrently on Vertx's workers; throws RejectedExecutionException once closed */
    Executor completions() {
        return task -> onWorker(completions, task);
    }

    /** Has {@code leave} run and waits for it when somebody else undeploys the node or closes its Vertx. */
    void beforeUndeploy(Supplier<Future<Void>> leave) {
        loop.beforeStop = leave;
        deliveries.beforeStop = leave;
        completions.beforeStop = leave;
    }

    /** Gives threads and, if it is the node's own, Vertx back. */
    Future<Void> close() {
        return own ? vertx.close() : undeploy();
    }

    private Future<Void> undeploy() {
        return undeploy(completions).transform(done -> undeploy(deliveries)).transform(done -> undeploy(loop));
    }

    private Future<Void> undeploy(Holder holder) {
        return holder.id() == null ? Future.succeededFuture() : vertx.undeploy(holder.id());
    }

    private void onWorker(Holder holder, Runnable task) {
        surroundings.context().apply(holder.context()).executeBlocking(() -> {
            surroundings.run(task);
            return null;
        }, false);
    }

    /** A verticle that does nothing but have a context. */
    private static final class Holder extends AbstractVerticle {

        private volatile Supplier<Future<Void>> beforeStop = Future::succeededFuture;

        Context context() {
            return context;
        }

        String id() {
            return context == null ? null : deploymentID();
        }

        @Override
        public void stop(Promise<Void> stopped) {
            beforeStop.get().onComplete(done -> stopped.complete());
        }
    }
}
