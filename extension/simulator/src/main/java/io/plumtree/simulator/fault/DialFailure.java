package io.plumtree.simulator.fault;

import io.plumtree.simulator.network.Link;

/** Links break now and then, and connecting fails by chance. The network counts the failures. */
public final class DialFailure implements Fault {

    private static final long BREAK_EVERY_NANOS = 1_000_000_000L;
    private static final int BREAKS_ONE_IN = 3;

    private final double share;
    private boolean over;

    /** @param share of attempts that fail, 0 to 1 */
    public DialFailure(double share) {
        this.share = share;
    }

    @Override
    public FaultKind kind() {
        return FaultKind.DIAL_FAILURE;
    }

    @Override
    public void begin(FaultContext context) {
        context.cluster().network().everywhere().dialFailure += share;
        context.repeat(BREAK_EVERY_NANOS, () -> !over, () -> breakSome(context));
    }

    private void breakSome(FaultContext context) {
        for (Link link : context.cluster().network().links()) {
            if (context.random().nextInt(BREAKS_ONE_IN) == 0) {
                context.cluster().network().breakLink(link, kind().label());
            }
        }
    }

    @Override
    public void end(FaultContext context) {
        over = true;
        context.cluster().network().everywhere().dialFailure -= share;
    }
}
