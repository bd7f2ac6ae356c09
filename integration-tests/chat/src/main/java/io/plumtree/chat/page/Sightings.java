package io.plumtree.chat.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.plumtree.chat.log.Delivered;
import io.plumtree.chat.log.DeliveryLog;
import io.plumtree.chat.log.LogEntry;

/**
 * What was delivered, for a page that shows the way of messages: each of a few, and of many every tenth, hundredth and so on
 * of each origin, by its sequence, so that all nodes choose the same ones.
 */
final class Sightings {

    private static final int ALL = 20;
    private static final int TENTH = 10;

    private final DeliveryLog log;
    private long next;

    Sightings(DeliveryLog log) {
        this.log = log;
        this.next = log.state().next();
    }

    List<Sighting> next() {
        long end = log.state().next();
        long step = 1;
        while ((end - next) / step > ALL) {
            step *= TENTH;
        }
        List<Sighting> seen = new ArrayList<>();
        while (next < end) {
            DeliveryLog.Chunk chunk = log.read(null, next);
            for (LogEntry entry : chunk.entries()) {
                if (entry instanceof Delivered delivered && delivered.sequence() % step == 0) {
                    seen.add(Sighting.of(delivered));
                }
            }
            next = chunk.next();
        }
        return seen;
    }

    /**
     * A message that came here.
     *
     * @param origin the node that broadcast it
     * @param epoch that node's incarnation
     * @param topic its topic
     * @param sequence the origin's counter on this topic
     * @param hops links it travelled
     * @param sentAt by the origin's clock, in milliseconds
     * @param receivedAt by this one's
     */
    record Sighting(String origin, long epoch, String topic, long sequence, int hops, Instant sentAt, Instant receivedAt) {

        static Sighting of(Delivered delivered) {
            return new Sighting(delivered.origin(), delivered.epoch(), delivered.topic(), delivered.sequence(),
                    delivered.hops(), delivered.sentAt(), delivered.receivedAt());
        }
    }
}
