package io.plumtree.vertx.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.plumtree.api.MemberState;
import io.plumtree.core.membership.Counted;
import io.plumtree.core.membership.wire.RejectedBytes;

/** Membership; all of it 0 where it is switched off. */
final class MembershipMetrics {

    static final List<Metric> ALL = List.of(
            Metric.gauge("plumtree_members", "Members, this node included, by state", "state",
                    Arrays.stream(MemberState.values()).map(state -> new Series(lower(state),
                            reading -> reading.node().health().members().getOrDefault(state, 0))).toList()),
            Metric.gauge("plumtree_membership_health_score",
                    "0 if this node hears what it should; the more it misses, the more, and the longer it waits for others",
                    reading -> reading.membership(own -> own.snapshot().health())),
            Metric.counter("plumtree_membership_changes_total", "Members that came and went", "change", List.of(
                    series("joined", Counted.JOINED), series("failed", Counted.FAILED), series("left", Counted.LEFT),
                    series("reaped", Counted.REAPED))),
            counter("plumtree_membership_suspicions_total", "Members that became suspected", Counted.SUSPICIONS),
            counter("plumtree_membership_suspicions_over_total", "Suspicions that nobody contradicted: the members failed",
                    Counted.SUSPICIONS_OVER),
            counter("plumtree_membership_refutations_total", "Times that this node was suspected and contradicted",
                    Counted.REFUTATIONS),
            counter("plumtree_membership_probes_total", "Members probed", Counted.PROBES),
            counter("plumtree_membership_probes_indirect_total", "Members probed by detours, for they did not answer directly",
                    Counted.INDIRECT_PROBES),
            counter("plumtree_membership_probes_tcp_only_total",
                    "Members that answered over TCP only: UDP does not get through",
                    Counted.TCP_ONLY_PROBES),
            counter("plumtree_membership_probes_degraded_total",
                    "Members probed with more patience, for this node did not trust itself",
                    Counted.DEGRADED_PROBES),
            counter("plumtree_membership_probes_failed_total", "Probes that nothing answered", Counted.FAILED_PROBES),
            counter("plumtree_membership_resets_total", "Links that broke, so that their member was asked at once",
                    Counted.RESETS),
            counter("plumtree_membership_resets_confirmed_total",
                    "Links that broke and whose member failed, as a second member could not reach it either",
                    Counted.CONFIRMED_RESETS),
            counter("plumtree_membership_exchanges_total", "Exchanges of states begun here", Counted.PUSH_PULLS),
            counter("plumtree_membership_exchanges_failed_total", "Exchanges of states begun here that failed",
                    Counted.FAILED_PUSH_PULLS),
            counter("plumtree_membership_exchanges_received_total", "Exchanges of states begun by others",
                    Counted.PUSH_PULLS_RECEIVED),
            counter("plumtree_membership_merges_rejected_total",
                    "States of others not merged: versions do not fit, or the application objects", Counted.REJECTED_MERGES),
            counter("plumtree_membership_retries_total", "Attempts to reach dead members and absent seeds", Counted.RETRIES),
            counter("plumtree_membership_retries_answered_total",
                    "Attempts to reach dead members and absent seeds that were answered", Counted.ANSWERED_RETRIES),
            counter("plumtree_membership_conflicts_total", "Other addresses that claimed a member's id", Counted.CONFLICTS),
            Metric.counter("plumtree_membership_members_rejected_total", "Members not admitted", "reason", List.of(
                    series("versions", Counted.REJECTED_VERSIONS), series("addresses", Counted.REJECTED_ADDRESSES),
                    series("full", Counted.REJECTED_FULL), series("application", Counted.REJECTED_BY_APPLICATION))),
            counter("plumtree_membership_packets_sent_total", "Datagrams sent", Counted.PACKETS_SENT),
            counter("plumtree_membership_packets_received_total", "Datagrams received", Counted.PACKETS_RECEIVED),
            Metric.counter("plumtree_membership_packets_rejected_total",
                    "Datagrams, or parts of them, that could not be read", "reason",
                    reasons(reason -> reading -> reading.membership(own -> own.snapshot().rejected(reason)))),
            Metric.counter("plumtree_membership_packets_unsent_total", "Datagrams that the system did not take",
                    reading -> reading.membership(own -> own.stats().datagramsNotSent())),
            Metric.counter("plumtree_membership_requests_rejected_total", "Requests over TCP that could not be read", "reason",
                    reasons(reason -> reading -> reading
                            .membership(own -> own.stats().rejectedRequests().getOrDefault(reason.name(), 0L)))),
            Metric.counter("plumtree_membership_requests_closed_total",
                    "Connections for requests that were closed without an answer", "reason", List.of(
                            new Series("too_many", reading -> reading.membership(own -> own.stats().requestsRefused())),
                            new Series("timeout", reading -> reading.membership(own -> own.stats().requestsTimedOut())),
                            series("senseless", Counted.REJECTED_REQUESTS))),
            Metric.counter("plumtree_membership_dropped_total", "What was not done or told because too much waited", "what",
                    List.of(series("news", Counted.NEWS_DROPPED), series("inquiries", Counted.TOO_MANY_PENDING),
                            series("user_messages", Counted.USER_BROADCASTS_DROPPED),
                            new Series("delegate_calls",
                                    reading -> reading.membership(own -> own.stats().delegateCallsDropped())))),
            Metric.counter("plumtree_membership_delegate_failures_total", "Calls of delegates that threw",
                    reading -> reading.membership(own -> own.stats().delegateFailures()
                            + own.snapshot().count(Counted.DELEGATE_FAILURES))));

    private MembershipMetrics() {
    }

    private interface ByReason {
        Series.Value of(RejectedBytes.Reason reason);
    }

    private static Metric counter(String name, String help, Counted what) {
        return Metric.counter(name, help, series("", what).value());
    }

    private static Series series(String labelled, Counted what) {
        return new Series(labelled, reading -> reading.membership(own -> own.snapshot().count(what)));
    }

    private static List<Series> reasons(ByReason value) {
        return Arrays.stream(RejectedBytes.Reason.values()).map(reason -> new Series(lower(reason), value.of(reason)))
                .toList();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
