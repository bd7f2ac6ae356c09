package io.plumtree.simulator.fault;

import java.util.List;

import io.plumtree.simulator.node.SimulatedNode;

/** Nodes join, or leave and say so, one every so often. */
public final class Turnover implements Fault {

    private final FaultKind kind;
    private final long everyNanos;
    private int left;

    private Turnover(FaultKind kind, int count, long everyNanos) {
        this.kind = kind;
        this.left = count;
        this.everyNanos = everyNanos;
    }

    /** New nodes start. */
    public static Turnover joins(int count, long everyNanos) {
        return new Turnover(FaultKind.JOIN, count, everyNanos);
    }

    /** Nodes stop as they should. */
    public static Turnover leaves(int count, long everyNanos) {
        return new Turnover(FaultKind.LEAVE, count, everyNanos);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        context.repeat(everyNanos, () -> left > 0, () -> {
            left--;
            if (kind == FaultKind.JOIN) {
                context.joins(context.cluster().addNode());
                context.fired(kind);
            } else {
                context.victims(1, node -> true).forEach(leaver -> leave(context, leaver));
            }
        });
    }

    private void leave(FaultContext context, SimulatedNode leaver) {
        leaver.leave(() -> {
            context.membershipLoses(List.of(leaver));
            context.fired(kind);
        });
    }

    @Override
    public void end(FaultContext context) {
        left = 0;
    }
}
