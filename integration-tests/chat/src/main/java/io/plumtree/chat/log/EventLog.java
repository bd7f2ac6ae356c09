package io.plumtree.chat.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.PlumtreeEvent;

/** Counts the events that this instance heard of, and keeps its newest gaps. Safe for use by any thread. */
@ApplicationScoped
public class EventLog {

    private static final int GAPS_KEPT = 100;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Deque<ClusterGap> gaps = new ArrayDeque<>();

    /** @param event what was told */
    public synchronized void add(PlumtreeEvent event) {
        counts.merge(event.getClass().getSimpleName(), 1L, Long::sum);
        if (event instanceof ClusterGap gap) {
            if (gaps.size() == GAPS_KEPT) {
                gaps.removeFirst();
            }
            gaps.addLast(gap);
        }
    }

    /** @return how often each event was told, by the name of its type */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** @return the newest gaps, oldest first */
    public synchronized List<ClusterGap> gaps() {
        return List.copyOf(gaps);
    }
}
