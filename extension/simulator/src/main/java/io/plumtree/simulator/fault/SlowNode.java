package io.plumtree.simulator.fault;

import java.util.List;

import io.plumtree.simulator.node.SimulatedNode;

/** Every input of one node takes long, so that others wait for it. */
public final class SlowNode implements Fault {

    private final long nanosPerInput;
    private List<SimulatedNode> slow = List.of();

    public SlowNode(long nanosPerInput) {
        this.nanosPerInput = nanosPerInput;
    }

    @Override
    public FaultKind kind() {
        return FaultKind.SLOW_NODE;
    }

    @Override
    public void begin(FaultContext context) {
        slow = context.choose(1, node -> true);
        for (SimulatedNode node : slow) {
            node.slow(nanosPerInput);
            context.fired(kind());
        }
    }

    @Override
    public void end(FaultContext context) {
        slow.forEach(node -> node.slow(0));
    }
}
