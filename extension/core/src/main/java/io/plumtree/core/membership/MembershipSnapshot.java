package io.plumtree.core.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.membership.wire.RejectedBytes;

/** Counters since the start and the fill of bounded collections, at one moment. */
public final class MembershipSnapshot {

    private final Map<Counted, Long> counts;
    private final Map<RejectedBytes.Reason, Long> rejections;
    private final List<Fill> fills;
    private final int health;

    MembershipSnapshot(Map<Counted, Long> counts, Map<RejectedBytes.Reason, Long> rejections, List<Fill> fills, int health) {
        this.counts = counts;
        this.rejections = rejections;
        this.fills = List.copyOf(fills);
        this.health = health;
    }

    /**
     * @param fill of a collection around the state machine
     * @return this, with that too
     */
    public MembershipSnapshot with(Fill fill) {
        List<Fill> all = new ArrayList<>(fills);
        all.add(fill);
        return new MembershipSnapshot(counts, rejections, all, health);
    }

    /** @return how often {@code what} happened since the start */
    public long count(Counted what) {
        return counts.getOrDefault(what, 0L);
    }

    /** @return how many datagrams, or parts of them, could not be read for that reason */
    public long rejected(RejectedBytes.Reason reason) {
        return rejections.getOrDefault(reason, 0L);
    }

    /** @return every bounded collection */
    public List<Fill> fills() {
        return fills;
    }

    /** @return 0 if this node hears what it should hear; the more it misses, the more */
    public int health() {
        return health;
    }
}
