package io.plumtree.quarkus.deployment;

import java.util.Set;

import io.plumtree.api.PlumtreeEvent;
import io.quarkus.builder.item.SimpleBuildItem;

/** What the application has observers for; the node hands over nothing else. */
public final class ObservedBuildItem extends SimpleBuildItem {

    private final Set<Class<? extends PlumtreeEvent>> events;
    private final boolean deliveries;

    ObservedBuildItem(Set<Class<? extends PlumtreeEvent>> events, boolean deliveries) {
        this.events = Set.copyOf(events);
        this.deliveries = deliveries;
    }

    /** @return the types of events that have observers */
    public Set<Class<? extends PlumtreeEvent>> events() {
        return events;
    }

    /** @return whether deliveries have observers, of whatever topic */
    public boolean deliveries() {
        return deliveries;
    }
}
