package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.api.NodeId;
import io.plumtree.simulator.node.SimulatedNode;

/** The cluster falls apart into groups that cannot reach each other; membership notices, and notices the end of it too. */
public final class Partition implements Fault {

    private final FaultKind kind;
    private final int groups;
    private final List<List<SimulatedNode>> members = new ArrayList<>();
    private int[] groupOf = new int[0];

    /** @param groups how many, of equal size: at most so many that nobody is alone */
    public Partition(int groups) {
        this(groups == 2 ? FaultKind.PARTITION : FaultKind.SPLIT, groups);
    }

    private Partition(FaultKind kind, int groups) {
        this.kind = kind;
        this.groups = groups;
    }

    /** One node is alone. */
    public static Partition isolation() {
        return new Partition(FaultKind.ISOLATION, 2);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        List<SimulatedNode> shuffled = context.choose(context.cluster().nodes().size(), node -> true);
        int count = Math.max(2, Math.min(groups, shuffled.size() / 2));
        for (int group = 0; group < count; group++) {
            members.add(new ArrayList<>());
        }
        groupOf = new int[context.cluster().nodes().size()];
        for (int i = 0; i < shuffled.size(); i++) {
            int group = kind == FaultKind.ISOLATION ? Math.min(i, 1) : i % count;
            members.get(group).add(shuffled.get(i));
            groupOf[shuffled.get(i).index()] = group;
        }
        context.cluster().network().partition(groupOf);
        context.fired(kind);
        tellOthers(context, false);
    }

    @Override
    public void end(FaultContext context) {
        context.cluster().network().heal(groupOf);
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
