package io.plumtree.vertx.metrics;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.plumtree.api.PlumtreeHealth;
import io.plumtree.core.Counters;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.Tally;
import io.plumtree.vertx.NodeReading;
import io.plumtree.vertx.NodeStats;
import io.plumtree.vertx.TransportStats;

/** Readings of nodes that are not there. */
final class Readings {

    private static final PlumtreeHealth WELL = PlumtreeHealth.withoutNode(true, "well");
    private static final TransportStats QUIET = new TransportStats(0, 0, 0, 0, 0, Map.of(), Map.of());

    private Readings() {
    }

    static Reading of(Counters counters) {
        return of(counters, QUIET, counting(NodeStats.class, ""));
    }

    static Reading of(TransportStats transport) {
        return of(new Tally().counters(), transport, counting(NodeStats.class, ""));
    }

    static Reading of(NodeStats node) {
        return of(new Tally().counters(), QUIET, node);
    }

    private static Reading of(Counters counters, TransportStats transport, NodeStats node) {
        NodeSnapshot engine = new NodeSnapshot(counters, List.of(), List.of(), 0, 0, 0);
        return new Reading(new NodeReading(WELL, engine, transport, node, null), new DeliveryStatistics());
    }

    /** @return a record whose component of that name is 1, and whose other numbers are 0 */
    static <R extends Record> R counting(Class<R> type, String component) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(one -> one.getType() == Map.class ? Map.of() : (Object) (one.getName().equals(component) ? 1L : 0L))
                .toArray();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }
}
