package io.plumtree.vertx;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.PlumtreeHealth;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.vertx.membership.ClusterMembership;

/**
 * What the event loop publishes of its counters, for any thread to read. Nobody asks the loop: whoever reads counters, such
 * as a scraper, waits for nothing, least of all when the loop is stuck, which is when they are wanted most.
 */
final class Readings {

    private final Transport transport;
    private @Nullable ClusterMembership membership;
    private volatile @Nullable Published published;

    private record Published(NodeSnapshot engine, TransportStats transport, NodeReading.@Nullable Membership membership) {
    }

    Readings(Transport transport) {
        this.transport = transport;
    }

    /** @param running is read from now on, too */
    void withMembership(ClusterMembership running) {
        membership = running;
    }

    /** On the event loop. */
    void publish(NodeSnapshot engine) {
        ClusterMembership running = membership;
        published = new Published(engine, transport.stats(),
                running == null ? null : new NodeReading.Membership(running.snapshot(), running.stats()));
    }

    /** @return what was published last; any thread */
    NodeReading read(PlumtreeHealth health, NodeStats node) {
        Published last = Objects.requireNonNull(published, "nothing is read before the node listens");
        return new NodeReading(health, last.engine(), last.transport(), node, last.membership());
    }
}
