package io.plumtree.vertx;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageId;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.RetainedMessage;
import io.plumtree.api.RetainedPage;
import io.plumtree.api.RetainedQuery;
import io.plumtree.core.broadcast.Listing;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.vertx.core.Promise;

/** Lists what the engine retains, and makes of it what an application reads, on workers. Any thread. */
final class RetainedPages {

    private final EngineLoop loop;
    private final int maxMessageSize;
    private final NodeCounters counters;
    private final AtomicInteger underWay = new AtomicInteger();
    /** On the event loop. */
    private final Set<Promise<Listing>> waiting = new LinkedHashSet<>();

    RetainedPages(EngineLoop loop, int maxMessageSize, NodeCounters counters) {
        this.loop = loop;
        this.maxMessageSize = maxMessageSize;
        this.counters = counters;
    }

    CompletionStage<RetainedPage> list(RetainedQuery query) {
        if (underWay.incrementAndGet() > Plumtree.MAX_PAGES) {
            underWay.decrementAndGet();
            return CompletableFuture.failedStage(
                    new OverloadedException(Plumtree.MAX_PAGES + " pages of retained messages are under way"));
        }
        return loop.<Listing> begin(() -> {
            Promise<Listing> listed = Promise.promise();
            waiting.add(listed);
            loop.input((engine, now) -> engine.list(query, listed::tryComplete));
            return listed.future().onComplete(done -> waiting.remove(listed));
        }).whenComplete((listing, failure) -> underWay.decrementAndGet()).thenApply(listing -> page(query, listing));
    }

    /** The engine answers no more. On the event loop. */
    void end() {
        List.copyOf(waiting).forEach(listed -> listed.tryFail(new PlumtreeClosedException()));
    }

    private RetainedPage page(RetainedQuery query, Listing listing) {
        List<RetainedMessage> messages = new ArrayList<>(listing.messages().size());
        for (Message message : listing.messages()) {
            RetainedMessage readable = readable(message);
            if (readable != null) {
                messages.add(readable);
            }
        }
        MessageId last = listing.last();
        return new RetainedPage(messages, last == null ? Optional.empty() : Optional.of(query.after(last)));
    }

    private @Nullable RetainedMessage readable(Message message) {
        Payload payload = message.payload();
        byte[] bytes = payload.compressed() ? Zstd.decompress(payload, maxMessageSize) : payload.bytes();
        if (bytes == null) {
            counters.unreadable();
            return null;
        }
        return new RetainedMessage(message.stream().message(message.sequence()), ByteBuffer.wrap(bytes), message.headers(),
                Instant.ofEpochMilli(message.sentAtMillis()));
    }
}
