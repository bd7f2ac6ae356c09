package io.plumtree.vertx.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.plumtree.core.wire.Reject;
import io.plumtree.core.wire.RejectedInput;

/** The transport. */
final class LinkMetrics {

    /** Why a transport refuses what comes; what another transport calls otherwise is counted as {@code other}. */
    private static final Set<String> REASONS = Stream
            .of(Arrays.stream(Reject.Reason.values()), Arrays.stream(RejectedInput.Reason.values()),
                    Stream.of("UNEXPECTED_FRAME", "INTERNAL_ERROR"))
            .flatMap(names -> names).map(Object::toString).collect(LinkedHashSet::new, Set::add, Set::addAll);

    static final List<Metric> ALL = List.of(
            Metric.counter("plumtree_links_opened_total", "Connections that became links",
                    reading -> reading.node().transport().linksOpened()),
            Metric.counter("plumtree_links_lost_total", "Links lost; those ended on purpose are not counted",
                    reading -> reading.node().transport().linksLost()),
            Metric.counter("plumtree_connect_failures_total", "Attempts to connect that failed",
                    reading -> reading.node().transport().connectFailures()),
            Metric.counter("plumtree_link_sent_bytes_total", "Written to links",
                    reading -> reading.node().transport().bytesSent()),
            Metric.counter("plumtree_link_received_bytes_total", "Read from links",
                    reading -> reading.node().transport().bytesReceived()),
            Metric.gauge("plumtree_send_queue_bytes", "What waits to be sent, on all links",
                    reading -> sum(reading.node().transport().queuedBytes())),
            Metric.counter("plumtree_link_rejections_total", "Connections and input that were refused", "reason",
                    rejections()));

    private LinkMetrics() {
    }

    private static List<Series> rejections() {
        List<Series> series = new ArrayList<>();
        for (String reason : REASONS) {
            series.add(new Series(reason.toLowerCase(Locale.ROOT),
                    reading -> reading.node().transport().rejections().getOrDefault(reason, 0L)));
        }
        series.add(new Series("other", reading -> reading.node().transport().rejections().entrySet().stream()
                .filter(entry -> !REASONS.contains(entry.getKey())).mapToLong(Map.Entry::getValue).sum()));
        return series;
    }

    private static long sum(Map<String, Long> values) {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }
}
