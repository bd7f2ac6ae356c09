package io.plumtree.simulator.fault;

import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;

/**
 * A process stands still: once, as for a garbage collection, or again and again, as memory on a slow disk would make it. A
 * durable store on one holds nobody up: that is {@link StoreFault}.
 */
public final class Stalls implements Fault {

    private final FaultKind kind;
    private final long nanos;
    private final long everyNanos;
    private boolean over;

    private Stalls(FaultKind kind, long nanos, long everyNanos) {
        this.kind = kind;
        this.nanos = nanos;
        this.everyNanos = everyNanos;
    }

    /** One stall: its neighbours take it for dead after {@code idle-timeout}. */
    public static Stalls pause(long nanos) {
        return new Stalls(FaultKind.PAUSE, nanos, Long.MAX_VALUE);
    }

    /** A stall every so often. */
    public static Stalls slowDisk(long nanos, long everyNanos) {
        return new Stalls(FaultKind.SLOW_DISK, nanos, everyNanos);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        for (SimulatedNode victim : context.choose(1, node -> true)) {
            if (kind == FaultKind.PAUSE) {
                stall(context, victim);
            } else {
                context.repeat(everyNanos, () -> !over && victim.running(), () -> stall(context, victim));
            }
        }
    }

    private void stall(FaultContext context, SimulatedNode victim) {
        victim.pause(nanos);
        context.fired(kind);
        long idleTimeout = context.scenario().idleTimeout();
        if (nanos > idleTimeout) {
            int incarnation = victim.incarnation();
            context.cluster().time().in(idleTimeout, () -> {
                if (victim.incarnation() == incarnation) {
                    for (Link link : victim.links()) {
                        context.cluster().network().breakLink(link, "silent for idle-timeout");
                    }
                }
            });
        }
    }

    @Override
    public void end(FaultContext context) {
        over = true;
    }
}
