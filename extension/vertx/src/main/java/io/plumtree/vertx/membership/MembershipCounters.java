package io.plumtree.vertx.membership;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import io.plumtree.core.membership.wire.RejectedBytes;

/** Counts around membership's state machine. On the event loop. */
final class MembershipCounters {

    private final Map<RejectedBytes.Reason, Long> rejectedRequests = new EnumMap<>(RejectedBytes.Reason.class);
    private long requestsRefused;
    private long requestsTimedOut;
    private long datagramsNotSent;
    private long delegateFailures;
    private long delegateCallsDropped;
    private long slowTurns;
    private long failures;

    /** @return how often so far */
    long requestRejected(RejectedBytes.Reason reason) {
        return rejectedRequests.merge(reason, 1L, Long::sum);
    }

    void requestRefused() {
        requestsRefused++;
    }

    void requestTimedOut() {
        requestsTimedOut++;
    }

    void datagramNotSent() {
        datagramsNotSent++;
    }

    void delegateFailed() {
        delegateFailures++;
    }

    void delegateCallDropped() {
        delegateCallsDropped++;
    }

    void slowTurn() {
        slowTurns++;
    }

    void failed() {
        failures++;
    }

    MembershipStats stats() {
        Map<String, Long> rejected = new TreeMap<>();
        rejectedRequests.forEach((reason, count) -> rejected.put(reason.name(), count));
        return new MembershipStats(Collections.unmodifiableMap(rejected), requestsRefused, requestsTimedOut,
                datagramsNotSent, delegateFailures, delegateCallsDropped, slowTurns, failures);
    }
}
