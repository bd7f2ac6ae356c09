package io.plumtree.vertx;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;

/**
 * What the application finds around it when the node calls it on a worker.
 *
 * @param loader the context class loader of whoever started the node: what is looked up by it, such as services and
 *        configuration, is found as in the rest of the application, also where many applications share one Vertx
 * @param context makes the Vert.x context of one call of the node's worker context
 */
record Surroundings(@Nullable ClassLoader loader, UnaryOperator<Context> context) {

    /** Runs {@code task} here, with the class loader. */
    void run(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
