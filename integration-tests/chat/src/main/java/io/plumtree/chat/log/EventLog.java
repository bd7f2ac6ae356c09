package io.plumtree.chat.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.Member;
import io.plumtree.api.PlumtreeEvent;

/** Counts the events that this instance heard of, and keeps its newest gaps and news of members. Safe for use by any thread. */
@ApplicationScoped
public class EventLog {

    private static final int GAPS_KEPT = 100;
    private static final int NEWS_KEPT = 100;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Deque<ClusterGap> gaps = new ArrayDeque<>();
    private final Deque<MemberNews> news = new ArrayDeque<>();

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

    /**
     * @param event what was told
     * @param member of whom
     */
    public synchronized void add(PlumtreeEvent event, Member member) {
        add(event);
        if (news.size() == NEWS_KEPT) {
            news.removeFirst();
        }
        news.addLast(new MemberNews(event.getClass().getSimpleName(), member.id(), Instant.now()));
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
    public synchronized List<MemberNews> news() {
        return List.copyOf(news);
    }
}
