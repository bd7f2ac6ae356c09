package io.plumtree.core.membership;

import java.util.EnumMap;
import java.util.Map;

import io.plumtree.core.membership.wire.RejectedBytes;

/** The counters while they count. */
final class MembershipTally {

    private final Map<Counted, Long> counts = new EnumMap<>(Counted.class);
    private final Map<RejectedBytes.Reason, Long> rejections = new EnumMap<>(RejectedBytes.Reason.class);

    void count(Counted what) {
        counts.merge(what, 1L, Long::sum);
    }

    void rejected(RejectedBytes why) {
        count(Counted.PACKETS_REJECTED);
        rejections.merge(why.reason(), 1L, Long::sum);
    }

    Map<Counted, Long> counts() {
        return new EnumMap<>(counts);
    }

    Map<RejectedBytes.Reason, Long> rejections() {
        return new EnumMap<>(rejections);
    }
}
