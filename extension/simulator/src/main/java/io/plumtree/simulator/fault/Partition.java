package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.api.NodeId;
import io.plumtree.simulator.node.SimulatedNode;

/** The cluster falls apart into groups that cannot reach each other; membership notices, and notices the end of it too. */
public final class Partition implements Fault {

    private final int groups;
    private final List<List<SimulatedNode>> members = new ArrayList<>();

    /** @param groups how many, of equal size */
    public Partition(int groups) {
        this.groups = groups;
    }

    @Override
    public FaultKind kind() {
        return FaultKind.PARTITION;
    }

    @Override
    public void begin(FaultContext context) {
        for (int group = 0; group < groups; group++) {
            members.add(new ArrayList<>());
        }
        List<SimulatedNode> shuffled = context.choose(context.cluster().nodes().size(), node -> true);
        for (int i = 0; i < shuffled.size(); i++) {
            members.get(i % groups).add(shuffled.get(i));
            context.cluster().network().group(shuffled.get(i).index(), i % groups);
        }
        context.cluster().network().changed();
        context.fired(FaultKind.PARTITION);
        tellOthers(context, false);
    }

    @Override
    public void end(FaultContext context) {
        for (SimulatedNode node : context.cluster().nodes()) {
            context.cluster().network().group(node.index(), 0);
        }
        context.cluster().network().changed();
        tellOthers(context, true);
    }

    private void tellOthers(FaultContext context, boolean up) {
        for (List<SimulatedNode> group : members) {
            List<NodeId> others = new ArrayList<>();
            for (List<SimulatedNode> other : members) {
                if (other != group) {
                    other.stream().filter(SimulatedNode::running).forEach(node -> others.add(node.id()));
                }
            }
            context.cluster().membership().tell(group, others, up, context.scenario().views().earliest().toNanos(),
                    context.scenario().views().latest().toNanos());
        }
    }
}
