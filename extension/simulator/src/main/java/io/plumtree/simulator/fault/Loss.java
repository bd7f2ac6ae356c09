package io.plumtree.simulator.fault;

/** Messages of every kind are lost, each alone, though the links stay up. */
public final class Loss implements Fault {

    private final double share;

    /** @param share of all messages, 0 to 1 */
    public Loss(double share) {
        this.share = share;
    }

    @Override
    public FaultKind kind() {
        return FaultKind.LOSS;
    }

    @Override
    public void begin(FaultContext context) {
        context.cluster().network().everywhere().loss += share;
        context.cluster().network().changed();
    }

    @Override
    public void end(FaultContext context) {
        context.cluster().network().everywhere().loss = 0;
        context.cluster().network().changed();
    }
}
