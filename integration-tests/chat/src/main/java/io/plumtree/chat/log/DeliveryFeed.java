package io.plumtree.chat.log;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * The log as streams that wait for their readers: a reader that is slow reads later, and is told what it missed when the log
 * has moved on; it costs the others nothing.
 */
@ApplicationScoped
public class DeliveryFeed {

    private final DeliveryLog log;
    private final Executor workers = Infrastructure.getDefaultExecutor();

    /** @param log what is streamed */
    @Inject
    public DeliveryFeed(DeliveryLog log) {
        this.log = log;
    }

    /**
     * @param topic of which topic; null of all
     * @param from the position to begin at
     * @return everything from there on that the log keeps; completes at its end
     */
    public Multi<LogEntry> kept(@Nullable String topic, long from) {
        return Multi.createBy().repeating()
                .supplier(() -> new AtomicLong(from), position -> advance(topic, position))
                .whilst(chunk -> !chunk.atEnd())
                .onItem().<LogEntry> transformToIterable(DeliveryLog.Chunk::entries);
    }

    /**
     * @param topic of which topic; null of all
     * @param from the position to begin at
     * @return everything from there on, without end
     */
    public Multi<LogEntry> followed(@Nullable String topic, long from) {
        return Multi.createBy().repeating()
                .uni(() -> new AtomicLong(from), position -> reached(position.get())
                        .map(ready -> advance(topic, position).entries()))
                .indefinitely()
                .onItem().<LogEntry> transformToIterable(entries -> entries);
    }

    private DeliveryLog.Chunk advance(@Nullable String topic, AtomicLong position) {
        DeliveryLog.Chunk chunk = log.read(topic, position.get());
        position.set(chunk.next());
        return chunk;
    }

    private Uni<Void> reached(long position) {
        return Uni.createFrom().<Void> emitter(emitter -> {
            // never on the thread that delivers: what is downstream encodes and writes
            Runnable wake = () -> emitter.complete(null);
            emitter.onTermination(() -> log.forget(wake));
            log.whenReaches(position, wake);
        }).emitOn(workers);
    }
}
