package io.plumtree.simulator.fault;

import java.util.List;

import io.plumtree.simulator.node.SimulatedNode;

/** Nodes die at one moment. Membership notices, more slowly than their neighbours. */
public final class Crash implements Fault {

    private final FaultKind kind;
    private final double share;
    private boolean sparesOrigins = true;

    /** @param share of the nodes that run, 0 to 1: as many as there are that do not broadcast */
    public Crash(double share) {
        this(FaultKind.MASS_CRASH, share);
    }

    private Crash(FaultKind kind, double share) {
        this.kind = kind;
        this.share = share;
    }

    /** @param share of the nodes that run, 0 to 1, those that broadcast among them */
    public static Crash of(double share) {
        Crash crash = new Crash(FaultKind.MASS_CRASH, share);
        crash.sparesOrigins = false;
        return crash;
    }

    /** One node, that broadcasts or not. */
    public static Crash one() {
        return new Crash(FaultKind.CRASH, 0);
    }

    /** One node, that broadcasts or not; its neighbours hear nothing of it. */
    public static Crash silent() {
        return new Crash(FaultKind.SILENT_CRASH, 0);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        int count = (int) Math.round(share * context.cluster().running().size());
        List<SimulatedNode> victims = kind == FaultKind.MASS_CRASH
                ? context.victims(Math.max(1, count), node -> !sparesOrigins || !context.origins().contains(node))
                : context.choose(1, context::spares);
        for (SimulatedNode victim : victims) {
            if (kind == FaultKind.SILENT_CRASH) {
                victim.crashSilently();
            } else {
                victim.crash();
            }
            context.fired(kind);
        }
        context.membershipLoses(victims);
    }

    @Override
    public void end(FaultContext context) {
        // The dead stay dead.
    }
}
