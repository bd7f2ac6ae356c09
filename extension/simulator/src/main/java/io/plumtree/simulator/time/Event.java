package io.plumtree.simulator.time;

import org.jspecify.annotations.Nullable;

/** Something that happens at a moment of virtual time. It is scheduled for one moment at a time. */
public abstract class Event {

    long at;
    long order;
    @Nullable
    Event next;

    /** It is that moment now. */
    protected abstract void happen();
}
