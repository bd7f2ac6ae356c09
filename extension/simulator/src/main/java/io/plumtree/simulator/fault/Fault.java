package io.plumtree.simulator.fault;

/** Something that goes wrong in a cluster for a while. One object serves one run. */
public interface Fault {

    /** @return what kind it is */
    FaultKind kind();

    /** It begins now. Whatever it does by and by, it schedules. */
    void begin(FaultContext context);

    /** It ends now: nothing of it goes on, and what can be undone is undone. */
    void end(FaultContext context);
}
