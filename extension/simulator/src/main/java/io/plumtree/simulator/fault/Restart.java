package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.simulator.node.SimulatedNode;

/** Nodes die and are started again some time later, with what their durable stores hold, if they have any. */
public final class Restart implements Fault {

    private final FaultKind kind;
    private final long apartNanos;
    private final long downNanos;
    private final long pastMillis;
    private final double share;
    private final List<SimulatedNode> due = new ArrayList<>();
    private final List<Down> down = new ArrayList<>();
    private boolean over;

    private record Down(SimulatedNode node, long epoch) {
    }

    private Restart(FaultKind kind, long apartNanos, long downNanos, long pastMillis, double share) {
        this.kind = kind;
        this.apartNanos = apartNanos;
        this.downNanos = downNanos;
        this.pastMillis = pastMillis;
        this.share = share;
    }

    /** One node is down for so long. */
    public static Restart one(long downNanos) {
        return new Restart(FaultKind.RESTART, 0, downNanos, 0, 0);
    }

    /**
     * One node is down for so long, and then its wall clock is wrong.
     *
     * @param millis how long before the node's last start the clock stands when it starts again; 0 is the same epoch again
     */
    public static Restart inThePast(long downNanos, long millis) {
        return new Restart(FaultKind.RESTART_IN_THE_PAST, 0, downNanos, millis, 0);
    }

    /** All nodes, each down for so long, one every so often. */
    public static Restart rolling(long apartNanos, long downNanos) {
        return new Restart(FaultKind.ROLLING_RESTART, apartNanos, downNanos, 0, 0);
    }

    /** A share of the nodes that have durable stores, 0 to 1, are without power for so long; with 1 all of them at once. */
    public static Restart powerCut(double share, long downNanos) {
        return new Restart(FaultKind.POWER_CUT, 0, downNanos, 0, share);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        if (kind == FaultKind.ROLLING_RESTART) {
            due.addAll(context.choose(context.cluster().nodes().size(), node -> true));
            context.repeat(apartNanos, () -> !over && !due.isEmpty(), () -> {
                SimulatedNode next = due.remove(0);
                if (context.spares(next)) {
                    restart(context, next);
                }
            });
        } else if (kind == FaultKind.POWER_CUT) {
            int stores = (int) context.cluster().running().stream().filter(node -> node.disk() != null).count();
            for (SimulatedNode victim : context.choose((int) Math.ceil(share * stores), node -> node.disk() != null)) {
                if (share == 1 || context.spares(victim)) {
                    restart(context, victim);
                }
            }
        } else {
            context.choose(1, context::spares).forEach(victim -> restart(context, victim));
        }
    }

    private void restart(FaultContext context, SimulatedNode victim) {
        Down gone = new Down(victim, victim.epoch());
        if (kind == FaultKind.POWER_CUT) {
            victim.losePower();
        } else {
            victim.crash();
        }
        context.membershipLoses(List.of(victim));
        down.add(gone);
        context.fired(kind);
        context.cluster().time().in(downNanos, () -> {
            if (down.remove(gone)) {
                comeBack(context, gone);
            }
        });
    }

    private void comeBack(FaultContext context, Down gone) {
        if (kind == FaultKind.RESTART_IN_THE_PAST) {
            gone.node.clock().jump(gone.epoch - pastMillis - gone.node.clock().wallMillis());
        }
        context.joins(gone.node);
    }

    @Override
    public void end(FaultContext context) {
        over = true;
        down.forEach(gone -> comeBack(context, gone));
        down.clear();
    }
}
