package io.plumtree.chat.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.chat.ChatConfig;

/**
 * The newest deliveries of this instance, of all topics in the order in which they came. Bounded in number and in bytes;
 * who reads from a place that is no longer kept is told so. Safe for use by any thread.
 */
@ApplicationScoped
public class DeliveryLog {

    /** Entries that one read looks at, so that a reader of a rare topic does not hold the lock for the whole log. */
    private static final int SCAN = 1_000;

    private final Slot[] ring;
    private final long maxBytes;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private long first;
    private long next;
    private long bytes;

    /** @param config the bounds */
    @Inject
    public DeliveryLog(ChatConfig config) {
        this(config.logMaxEntries(), config.logMaxBytes());
    }

    DeliveryLog(int maxEntries, long maxBytes) {
        this.ring = new Slot[maxEntries];
        this.maxBytes = maxBytes;
    }

    /** @param delivery becomes the newest entry */
    public void append(PlumtreeDelivery delivery) {
        int size = delivery.payload().remaining();
        List<Runnable> woken;
        synchronized (this) {
            while (first < next && (next - first == ring.length || bytes + size > maxBytes)) {
                forgetOldest();
            }
            ring[index(next)] = new Slot(Delivered.of(delivery, next, Instant.now()), size);
            bytes += size;
            next++;
            woken = List.copyOf(waiting);
            waiting.clear();
        }
        woken.forEach(Runnable::run);
    }

    private void forgetOldest() {
        bytes -= ring[index(first)].size;
        ring[index(first)] = null;
        first++;
    }

    /**
     * Reads on.
     *
     * @param topic of which topic; null of all
     * @param from the position to begin at, 0 up to {@link State#next()}
     * @return what is there, perhaps nothing, and where to read on
     */
    public synchronized Chunk read(@Nullable String topic, long from) {
        List<LogEntry> entries = new ArrayList<>();
        if (from < first) {
            entries.add(new Missed(from, first - 1));
        }
        long position = Math.max(from, first);
        long end = Math.min(next, position + SCAN);
        for (; position < end; position++) {
            Delivered entry = ring[index(position)].entry;
            if (topic == null || topic.equals(entry.topic())) {
                entries.add(entry);
            }
        }
        return new Chunk(entries, position, position == next);
    }

    /**
     * Has {@code wake} called once, as soon as there is something at {@code position}: perhaps within this call, otherwise
     * on the thread that delivers, where it must not linger.
     *
     * @param position where a reader waits
     * @param wake what to call
     */
    public void whenReaches(long position, Runnable wake) {
        synchronized (this) {
            if (position >= next) {
                waiting.add(wake);
                return;
            }
        }
        wake.run();
    }

    /** @param wake is not to be called any more */
    public synchronized void forget(Runnable wake) {
        waiting.remove(wake);
    }

    /** @return how full the log is, now */
    public synchronized State state() {
        return new State(first, next, bytes, ring.length, maxBytes);
    }

    private int index(long position) {
        return (int) (position % ring.length);
    }

    /**
     * A part of the log.
     *
     * @param entries in their order
     * @param next where to read on
     * @param atEnd whether nothing was there beyond
     */
    public record Chunk(List<LogEntry> entries, long next, boolean atEnd) {
    }

    /**
     * How full the log is.
     *
     * @param first the oldest position kept, which is also how many were forgotten
     * @param next the position of the next delivery, which is also how many there were
     * @param bytes payload bytes kept
     * @param maxEntries bound on the entries
     * @param maxBytes bound on the bytes
     */
    public record State(long first, long next, long bytes, long maxEntries, long maxBytes) {
    }

    private record Slot(Delivered entry, int size) {
    }
}
