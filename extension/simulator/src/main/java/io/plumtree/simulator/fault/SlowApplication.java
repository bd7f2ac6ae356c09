package io.plumtree.simulator.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.time.VirtualTime;

/**
 * An application that takes its time, behind a bounded queue for each topic, as a node's delivery lanes are: when a queue is
 * full its oldest message is dropped, and one gap for each run of dropped messages takes their place at its head.
 */
public final class SlowApplication {

    /** What the application is handed. */
    public enum Kind {
        MESSAGE,
        /** A gap that its node told. */
        GAP,
        /** A gap of messages that were dropped because it is slow. */
        DROPPED
    }

    /** Messages in a row of one stream: one that is delivered, or several that are a gap. */
    public record Item(StreamId stream, long from, long to, Kind kind) {
    }

    private final VirtualTime time;
    private final int bound;
    private final Runnable slowed;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final List<Item> arrived = new ArrayList<>();
    private final List<Item> handed = new ArrayList<>();
    private long nanosPerMessage;

    /**
     * @param nanosPerMessage what it takes for one message
     * @param bound messages of a topic that may wait
     * @param slowed hears of every message that had to wait
     */
    public SlowApplication(VirtualTime time, long nanosPerMessage, int bound, Runnable slowed) {
        this.time = time;
        this.nanosPerMessage = nanosPerMessage;
        this.bound = bound;
        this.slowed = slowed;
    }

    /** The node delivers a message. */
    public void deliver(StreamId stream, long sequence) {
        add(new Item(stream, sequence, sequence, Kind.MESSAGE));
    }

    /** The node tells a gap. */
    public void tell(StreamId stream, long from, long to) {
        add(new Item(stream, from, to, Kind.GAP));
    }

    private void add(Item item) {
        arrived.add(item);
        lanes.computeIfAbsent(item.stream.topic(), topic -> new Lane()).add(item);
    }

    /** It takes no time any more. */
    public void hurry() {
        nanosPerMessage = 0;
    }

    /** Its process is gone, and with it every account of it; the next one is as slow. */
    public void restart() {
        lanes.clear();
        arrived.clear();
        handed.clear();
    }

    /** @return what the node delivered and told, in order */
    public List<Item> arrived() {
        return arrived;
    }

    /** @return what the application was handed, in order: messages, gaps of the node, and gaps of what was dropped */
    public List<Item> handed() {
        return handed;
    }

    /** @return messages that wait */
    public int waiting() {
        return lanes.values().stream().mapToInt(lane -> lane.messages).sum();
    }

    /** What waits of one topic. */
    private final class Lane {

        private final Deque<Item> dropped = new ArrayDeque<>();
        private final Deque<Item> waiting = new ArrayDeque<>();
        private int messages;
        private boolean busy;

        void add(Item item) {
            waiting.addLast(item);
            messages += item.kind == Kind.MESSAGE ? 1 : 0;
            if (messages > bound) {
                drop();
            }
            if (!busy) {
                next();
            } else {
                slowed.run();
            }
        }

        /** Drops the oldest message; gaps before it stay in their place before it. */
        private void drop() {
            Item oldest = waiting.removeFirst();
            while (oldest.kind == Kind.GAP) {
                dropped.addLast(oldest);
                oldest = waiting.removeFirst();
            }
            messages--;
            Item last = dropped.peekLast();
            boolean goesOn = last != null && last.kind == Kind.DROPPED && last.stream.equals(oldest.stream)
                    && last.to == oldest.from - 1;
            long from = goesOn ? dropped.removeLast().from : oldest.from;
            dropped.addLast(new Item(oldest.stream, from, oldest.to, Kind.DROPPED));
        }

        private void next() {
            while (!dropped.isEmpty()) {
                handed.add(dropped.removeFirst());
            }
            Item first = waiting.pollFirst();
            busy = first != null;
            if (first != null) {
                messages -= first.kind == Kind.MESSAGE ? 1 : 0;
                handed.add(first);
                time.in(nanosPerMessage, () -> {
                    if (lanes.get(first.stream.topic()) == this) {
                        next();
                    }
                });
            }
        }
    }
}
