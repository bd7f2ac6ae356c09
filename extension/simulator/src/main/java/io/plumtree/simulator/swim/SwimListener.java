package io.plumtree.simulator.swim;

import io.plumtree.api.PlumtreeEvent;

/** Hears what nodes tell their applications. */
@FunctionalInterface
public interface SwimListener {

    /**
     * A node tells its application.
     *
     * @param at the node
     * @param event what
     */
    void event(SwimNode at, PlumtreeEvent event);
}
