package io.plumtree.chat.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.Member;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;

/**
 * Counts the events that this instance heard of, and keeps the newest, beside them its newest gaps and news of members. Safe
 * for use by any thread.
 */
@ApplicationScoped
public class EventLog {

    private static final int GAPS_KEPT = 100;
    private static final int NEWS_KEPT = 100;
    private static final int HAPPENINGS_KEPT = 500;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Deque<ClusterGap> gaps = new ArrayDeque<>();
    private final Deque<Happening> news = new ArrayDeque<>();
    private final Deque<Happening> happenings = new ArrayDeque<>();
    private long next;

    /** @param gap was told */
    public synchronized void add(ClusterGap gap) {
        keep(gap, gap.origin(), gap.origin(), gap.topic() + " " + gap.from() + " to " + gap.to() + ", " + gap.reason());
        put(gaps, gap, GAPS_KEPT);
    }

    /**
     * @param event was told
     * @param member of whom
     */
    public synchronized void add(PlumtreeEvent event, Member member) {
        put(news, keep(event, member.id(), null, null), NEWS_KEPT);
    }

    /**
     * @param event was told
     * @param peer a neighbour
     * @param origin in whose tree
     */
    public synchronized void add(PlumtreeEvent event, NodeId peer, NodeId origin) {
        keep(event, peer, origin, null);
    }

    private Happening keep(PlumtreeEvent event, NodeId member, @Nullable NodeId origin, @Nullable String detail) {
        String name = event.getClass().getSimpleName();
        counts.merge(name, 1L, Long::sum);
        Happening happening = new Happening(next++, Instant.now(), name, member, origin, detail);
        put(happenings, happening, HAPPENINGS_KEPT);
        return happening;
    }

    private static <T> void put(Deque<T> kept, T newest, int most) {
        if (kept.size() == most) {
            kept.removeFirst();
        }
        kept.addLast(newest);
    }

    /** @return how often each event was told, by the name of its type */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** @return the newest gaps, oldest first */
    public synchronized List<ClusterGap> gaps() {
        return List.copyOf(gaps);
    }

    /** @return what was told of members, oldest first */
    public synchronized List<Happening> news() {
        return List.copyOf(news);
    }

    /**
     * @param number of the first one
     * @return everything from there on that is kept, oldest first
     */
    public synchronized List<Happening> since(long number) {
        return happenings.stream().filter(happening -> happening.number() >= number).toList();
    }
}
