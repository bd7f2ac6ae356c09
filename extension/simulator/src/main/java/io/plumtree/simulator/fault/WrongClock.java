package io.plumtree.simulator.fault;

import java.util.List;

import io.plumtree.simulator.node.SimulatedNode;

/** The clocks of some nodes are wrong. */
public final class WrongClock implements Fault {

    private final FaultKind kind;
    private final long jumpMillis;
    private final double rate;
    private List<SimulatedNode> wrong = List.of();

    private WrongClock(FaultKind kind, long jumpMillis, double rate) {
        this.kind = kind;
        this.jumpMillis = jumpMillis;
        this.rate = rate;
    }

    /** The wall clock of a node jumps, and later jumps back. */
    public static WrongClock jump(long millis) {
        return new WrongClock(FaultKind.CLOCK_JUMP, millis, 1);
    }

    /** The clocks of a third of the nodes run at another rate. */
    public static WrongClock drift(double rate) {
        return new WrongClock(FaultKind.CLOCK_DRIFT, 0, rate);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        int count = kind == FaultKind.CLOCK_JUMP ? 1 : 1 + context.cluster().running().size() / 3;
        wrong = context.choose(count, node -> true);
        for (SimulatedNode node : wrong) {
            node.clock().jump(jumpMillis);
            node.clock().drift(rate);
            context.fired(kind);
        }
    }

    @Override
    public void end(FaultContext context) {
        for (SimulatedNode node : wrong) {
            node.clock().jump(-jumpMillis);
            node.clock().drift(1);
        }
    }
}
