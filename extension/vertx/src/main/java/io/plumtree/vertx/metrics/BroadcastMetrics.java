package io.plumtree.vertx.metrics;

import java.util.List;
import java.util.stream.IntStream;

/** Messages: what is broadcast, what arrives, and what it costs to push and announce it. */
final class BroadcastMetrics {

    static final List<Metric> ALL = List.of(
            Metric.counter("plumtree_messages_broadcast_total", "Messages broadcast here",
                    reading -> reading.engine().broadcasts()),
            Metric.counter("plumtree_broadcast_bytes_total", "Payload bytes of the messages broadcast here, as they travel",
                    reading -> reading.engine().broadcastBytes()),
            Metric.counter("plumtree_broadcasts_refused_total", "Broadcasts refused because too many waited",
                    reading -> reading.node().node().overloaded()),
            Metric.counter("plumtree_messages_delivered_total", "Messages handed to the application here",
                    reading -> reading.engine().delivered()),
            Metric.counter("plumtree_message_hops_total",
                    "Messages handed to the application here, by how many links they travelled; 0 is an own one", "hops",
                    hops()),
            DeliveryLatency.METRIC,
            Metric.counter("plumtree_payloads_received_total", "Payloads received, duplicates included",
                    reading -> reading.engine().payloadsReceived()),
            Metric.counter("plumtree_payload_received_bytes_total",
                    "Payload bytes received, duplicates included, as they travel",
                    reading -> reading.engine().payloadBytesReceived()),
            Metric.counter("plumtree_messages_duplicate_total", "Payloads received of messages that were here",
                    reading -> reading.engine().duplicates()),
            Metric.counter("plumtree_gossip_sent_total", "Payloads sent, answers to requests included",
                    reading -> reading.engine().gossipSent()),
            Metric.counter("plumtree_pushes_refused_total", "Payloads that the full queue of a neighbour did not take",
                    reading -> reading.engine().pushesRefused()),
            Metric.counter("plumtree_ihave_sent_total", "Announcements sent", reading -> reading.engine().ihaveSent()),
            Metric.counter("plumtree_ihave_intervals_total", "Intervals announced, by all announcements sent together",
                    reading -> reading.engine().announcementsSent()),
            Metric.counter("plumtree_ihave_received_total", "Announcements received",
                    reading -> reading.engine().ihaveReceived()),
            Metric.counter("plumtree_messages_rejected_total", "Messages of neighbours that were refused", "reason", List.of(
                    new Series("impossible", reading -> reading.engine().rejected()),
                    new Series("max_topics", reading -> reading.engine().rejectedTopics()))),
            Metric.counter("plumtree_compression_messages_total", "Broadcasts compressed",
                    reading -> reading.node().node().compressed()),
            Metric.counter("plumtree_compression_bytes_in_total", "Payload bytes of the compressed broadcasts, before",
                    reading -> reading.node().node().compressionBytesIn()),
            Metric.counter("plumtree_compression_bytes_saved_total", "Payload bytes that compressing saved",
                    reading -> reading.node().node().compressionBytesSaved()),
            Metric.counter("plumtree_compression_skipped_total",
                    "Broadcasts not compressed though compression is on: too small, no shorter for it, or not everybody reads it",
                    reading -> reading.node().node().compressionSkipped()));

    private BroadcastMetrics() {
    }

    private static List<Series> hops() {
        return IntStream.rangeClosed(0, DeliveryStatistics.MOST_HOPS + 1)
                .mapToObj(hops -> new Series(hops > DeliveryStatistics.MOST_HOPS ? "more" : Integer.toString(hops),
                        reading -> reading.deliveries().delivered(hops)))
                .toList();
    }
}
