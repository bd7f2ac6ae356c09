package io.plumtree.simulator.fault;

import java.util.Collection;
import java.util.List;

import io.plumtree.api.NodeId;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.node.SimulatedNode;

/** Membership tells what is not so, to all nodes or to some, and later tells the truth. */
public final class WrongView implements Fault {

    private final FaultKind kind;
    private final double aboutShare;
    private final double toShare;
    private List<SimulatedNode> about = List.of();
    private List<SimulatedNode> whom = List.of();

    private WrongView(FaultKind kind, double aboutShare, double toShare) {
        this.kind = kind;
        this.aboutShare = aboutShare;
        this.toShare = toShare;
    }

    /** All others are told that a node is dead. */
    public static WrongView falseSuspicion() {
        return new WrongView(FaultKind.FALSE_SUSPICION, 0, 1);
    }

    /**
     * Some nodes do not know some members.
     *
     * @param members share of the nodes that are not known
     * @param nodes share of the nodes that do not know them
     */
    public static WrongView hidden(double members, double nodes) {
        return new WrongView(FaultKind.HIDDEN_MEMBERS, members, nodes);
    }

    /** Some nodes die, and nobody is told. */
    public static WrongView stale() {
        return new WrongView(FaultKind.STALE_VIEW, 0, 1);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        int running = context.cluster().running().size();
        int count = Math.max(1, (int) (aboutShare * running));
        if (kind == FaultKind.STALE_VIEW) {
            about = context.victims(1 + context.random().nextInt(Math.max(1, running / 4)), node -> true);
            about.forEach(SimulatedNode::crash);
        } else {
            about = context.choose(count, node -> true);
            whom = context.choose(Math.max(1, (int) (toShare * running)), node -> true);
            tell(context, about, false);
        }
        about.forEach(node -> context.fired(kind));
    }

    @Override
    public void end(FaultContext context) {
        if (kind == FaultKind.STALE_VIEW) {
            context.membershipLoses(about.stream().filter(node -> !node.running()).toList());
        } else {
            tell(context, about.stream().filter(SimulatedNode::running).toList(), true);
        }
    }

    private void tell(FaultContext context, Collection<SimulatedNode> members, boolean up) {
        SimulatedCluster cluster = context.cluster();
        List<NodeId> ids = members.stream().map(SimulatedNode::id).toList();
        cluster.membership().tell(whom, ids, up, context.scenario().views().earliest().toNanos(),
                context.scenario().views().latest().toNanos());
    }
}
