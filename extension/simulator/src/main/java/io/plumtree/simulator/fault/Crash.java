package io.plumtree.simulator.fault;

import java.util.List;

import io.plumtree.simulator.node.SimulatedNode;

/** Many nodes die at one moment, those that broadcast last. Their neighbours see the links close; membership is slower. */
public final class Crash implements Fault {

    private final double share;

    /** @param share of the nodes that run, 0 to 1 */
    public Crash(double share) {
        this.share = share;
    }

    @Override
    public FaultKind kind() {
        return FaultKind.CRASH;
    }

    @Override
    public void begin(FaultContext context) {
        int count = (int) Math.round(share * context.cluster().running().size());
        List<SimulatedNode> victims = context.choose(count, node -> !context.origins().contains(node));
        for (SimulatedNode victim : victims) {
            victim.crash();
            context.fired(FaultKind.CRASH);
        }
        context.membershipLoses(victims);
    }

    @Override
    public void end(FaultContext context) {
        // The dead stay dead.
    }
}
