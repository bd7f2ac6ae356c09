package io.plumtree.core.membership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Messages to be gossiped, each a limited number of times that grows with the logarithm of the cluster. Those sent least
 * often go first, so that news is not held up by what most have heard.
 */
public final class BroadcastQueue {

    private final int multiplier;
    private final IntSupplier nodes;
    private final int max;
    private final TreeSet<Entry> entries = new TreeSet<>(BroadcastQueue::order);
    private final Map<String, Entry> named = new LinkedHashMap<>();
    private long numbered;
    private long dropped;

    private static final class Entry {
        final byte[] message;
        final int length;
        final long number;
        final @Nullable String name;
        final @Nullable Runnable finished;
        int transmits;

        Entry(byte[] message, int length, int transmits, long number, @Nullable String name,
                @Nullable Runnable finished) {
            this.message = message;
            this.length = length;
            this.transmits = transmits;
            this.number = number;
            this.name = name;
            this.finished = finished;
        }
    }

    /**
     * Least sent first, of these the longest, of these the newest. In plain steps, as every datagram compares a hundred times.
     */
    private static int order(Entry a, Entry b) {
        if (a.transmits != b.transmits) {
            return a.transmits < b.transmits ? -1 : 1;
        } else if (a.length != b.length) {
            return a.length > b.length ? -1 : 1;
        }
        return Long.compare(b.number, a.number);
    }

    /**
     * @param multiplier of the number of transmits
     * @param nodes how large the cluster is
     * @param max most messages; beyond it those that were sent most often go
     */
    public BroadcastQueue(int multiplier, IntSupplier nodes, int max) {
        this.multiplier = multiplier;
        this.nodes = nodes;
        this.max = max;
    }

    /**
     * @param name a message of the same name is replaced; null replaces nothing
     * @param message what; nobody writes to it any more
     * @param finished called once: when the message was sent often enough, was replaced or dropped
     */
    public void queue(@Nullable String name, byte[] message, @Nullable Runnable finished) {
        Entry entry = new Entry(message, message.length, 0, ++numbered, name, finished);
        Entry replaced = name == null ? null : named.put(name, entry);
        entries.add(entry);
        if (replaced != null) {
            entries.remove(replaced);
            finish(replaced);
        }
        dropped += Math.max(0, entries.size() - max);
        prune(max);
    }

    /**
     * Messages that fit, each of which counts as sent.
     *
     * @param overhead what each costs besides its own bytes
     * @param limit most bytes, overheads included
     */
    public List<byte[]> take(int overhead, int limit) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<byte[]> taken = new ArrayList<>();
        List<Entry> sent = new ArrayList<>();
        int left = limit;
        int tier = entries.first().transmits;
        while (left > overhead) {
            Entry next = entries.ceiling(new Entry(new byte[0], left - overhead, tier, Long.MAX_VALUE, null, null));
            if (next == null) {
                break;
            }
            if (next.transmits > tier) {
                // Nothing of this tier fits. The first of the next may be too long as well: look for the longest that fits.
                tier = next.transmits;
                continue;
            }
            entries.remove(next);
            left -= overhead + next.length;
            taken.add(next.message);
            sent.add(next);
        }
        // Only now, or a message could be taken twice.
        int transmits = Scaling.retransmitLimit(multiplier, nodes.getAsInt());
        for (Entry entry : sent) {
            entry.transmits++;
            if (entry.transmits >= transmits) {
                forget(entry);
            } else {
                entries.add(entry);
            }
        }
        return taken;
    }

    /** Drops all but {@code most} messages, first those that were sent most often. */
    public void prune(int most) {
        while (entries.size() > most) {
            forget(entries.pollLast());
        }
    }

    /** @return how many messages wait */
    public int size() {
        return entries.size();
    }

    /** @return messages that went because there were too many */
    public long dropped() {
        return dropped;
    }

    private void forget(Entry entry) {
        if (entry.name != null) {
            named.remove(entry.name, entry);
        }
        finish(entry);
    }

    private static void finish(Entry entry) {
        if (entry.finished != null) {
            entry.finished.run();
        }
    }
}
