package io.plumtree.vertx;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.plumtree.api.Broadcast;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.MessageId;
import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeException;
import io.plumtree.core.message.Payload;
import io.vertx.core.Context;

/**
 * What happens to a broadcast before the event loop sees it: checks, a copy, compression. Any thread.
 * <p>
 * Compression runs on the caller's thread, unless that is an event loop and the payload is large: then it runs on a worker,
 * and every broadcast asked for in the meantime, by whomever, queues behind it. So broadcasts reach the engine in the order
 * in which they were asked for.
 */
final class Broadcaster {

    /** Longest payload that an event loop compresses itself, in bytes. */
    static final int MAX_ON_EVENT_LOOP = 4096;

    private final int maxMessageSize;
    private final int compressionMinSize;
    private final int compressionLevel;
    private final boolean compressionEnabled;
    private final BooleanSupplier readableByAll;
    private final Ingress ingress;
    private final NodeCounters counters;
    private final Lane<Runnable> offLoop;
    private final AtomicInteger waitingOffLoop = new AtomicInteger();

    /**
     * @param config sizes and compression
     * @param canCompress whether this platform can
     * @param readableByAll whether every known member can read what is compressed, now
     * @param ingress where broadcasts go
     * @param workers runs compression
     * @param counters counts
     */
    Broadcaster(PlumtreeConfig config, boolean canCompress, BooleanSupplier readableByAll, Ingress ingress,
            Executor workers, NodeCounters counters) {
        this.maxMessageSize = config.get(ConfigKey.MAX_MESSAGE_SIZE);
        this.compressionMinSize = config.get(ConfigKey.COMPRESSION_MIN_SIZE);
        this.compressionLevel = config.get(ConfigKey.COMPRESSION_LEVEL);
        this.compressionEnabled = canCompress && config.get(ConfigKey.COMPRESSION_ENABLED);
        this.readableByAll = readableByAll;
        this.ingress = ingress;
        this.counters = counters;
        this.offLoop = new Lane<>(new PreparationQueue(), Runnable::run, workers, Runnable::run);
    }

    CompletionStage<MessageId> broadcast(Broadcast broadcast) {
        if (broadcast.size() > maxMessageSize) {
            return CompletableFuture.failedStage(new MessageTooLargeException(broadcast.size(), maxMessageSize));
        }
        try {
            ingress.reserve();
        } catch (PlumtreeException refused) {
            return CompletableFuture.failedStage(refused);
        }
        CompletableFuture<MessageId> result = new CompletableFuture<>();
        long sentAtMillis = System.currentTimeMillis();
        boolean compress = compressionEnabled && broadcast.size() >= compressionMinSize && readableByAll.getAsBoolean();
        if (compress && broadcast.size() > MAX_ON_EVENT_LOOP && Context.isOnEventLoopThread()) {
            offLoop(() -> ingress.add(prepared(broadcast, true, sentAtMillis, result)));
            return result;
        }
        QueuedBroadcast prepared = prepared(broadcast, compress, sentAtMillis, result);
        if (waitingOffLoop.get() > 0) {
            offLoop(() -> ingress.add(prepared));
        } else {
            ingress.add(prepared);
        }
        return result;
    }

    /** What waits here is bounded by the ingress, where each broadcast holds a place. */
    private void offLoop(Runnable step) {
        waitingOffLoop.incrementAndGet();
        offLoop.add(() -> {
            step.run();
            waitingOffLoop.decrementAndGet();
        });
    }

    private QueuedBroadcast prepared(Broadcast broadcast, boolean compress, long sentAtMillis,
            CompletableFuture<MessageId> result) {
        byte[] bytes = new byte[broadcast.size()];
        broadcast.payload().get(bytes);
        Payload payload = compress ? Zstd.compress(bytes, compressionLevel) : Payload.plain(bytes);
        if (payload.compressed()) {
            counters.compressed(bytes.length, payload.size());
        } else if (compressionEnabled) {
            counters.compressionSkipped();
        }
        return new QueuedBroadcast(broadcast.topic(), broadcast.headers(), payload, sentAtMillis,
                broadcast.acknowledgement(), broadcast.overload(), result);
    }
}
