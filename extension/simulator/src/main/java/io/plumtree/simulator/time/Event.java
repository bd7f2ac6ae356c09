package io.plumtree.simulator.time;

/** Something that happens at a moment of virtual time. */
public abstract class Event {

    /** It is that moment now. */
    protected abstract void happen();
}
