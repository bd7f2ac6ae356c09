package io.plumtree.simulator.scenario;

import java.time.Duration;

import io.plumtree.core.util.Prng;
import io.plumtree.simulator.fault.Crash;
import io.plumtree.simulator.fault.Cut;
import io.plumtree.simulator.fault.DialFailure;
import io.plumtree.simulator.fault.Disturbance;
import io.plumtree.simulator.fault.Fault;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.fault.LinkResets;
import io.plumtree.simulator.fault.Partition;
import io.plumtree.simulator.fault.Restart;
import io.plumtree.simulator.fault.SlowConsumer;
import io.plumtree.simulator.fault.SlowNode;
import io.plumtree.simulator.fault.Stalls;
import io.plumtree.simulator.fault.StoreFault;
import io.plumtree.simulator.fault.Turnover;
import io.plumtree.simulator.fault.WrongClock;
import io.plumtree.simulator.fault.WrongView;

/** Draws how bad a fault is: bad enough to be seen in its time, not so bad that nothing else happens. */
final class RandomFault {

    private static final long MILLI = 1_000_000L;
    private static final double MOST_AFFECTED = 0.5;

    private final Prng random;
    private final int nodes;
    private final Workload workload;

    RandomFault(Prng random, int nodes, Workload workload) {
        this.random = random;
        this.nodes = nodes;
        this.workload = workload;
    }

    Fault of(FaultKind kind, Duration at, Duration lasts) {
        return switch (kind) {
            case LOSS -> Disturbance.loss(share(at, lasts, 0.01, 0.2));
            case BURST_LOSS -> Disturbance.burstLoss(share(at, lasts, 0.005, 0.05), between(2, 20));
            case DUPLICATION -> Disturbance.duplication(share(at, lasts, 0.01, 0.5));
            case REORDERING -> Disturbance.reordering(share(at, lasts, 0.01, 0.5), between(10, 500) * MILLI);
            case CORRUPTION -> Disturbance.corruption(share(at, lasts, 0.001, 0.02));
            case TRUNCATION -> Disturbance.truncation(share(at, lasts, 0.001, 0.02));
            case DELAY -> Disturbance.delay(between(50, 2_000) * MILLI);
            case JITTER -> Disturbance.jitter(between(10, 1_000) * MILLI);
            case SLOW_LINK -> Disturbance.slowLink(between(50, 3_000) * MILLI);
            case LINK_CAPACITY -> Disturbance.capacity(capacity());
            case FULL_QUEUE -> Disturbance.fullQueue();
            case ONE_WAY_CUT -> Cut.oneWay(between(1, nodes));
            case LINK_CUT -> Cut.bothWays(between(1, nodes));
            case LINK_FLAPPING -> LinkResets.flapping(between(50, 2_000) * MILLI);
            case LINK_RESET -> LinkResets.storm(between(200, 5_000) * MILLI);
            case DIAL_FAILURE -> new DialFailure(0.3 + 0.4 * random.nextDouble());
            case PARTITION -> new Partition(2);
            case SPLIT -> new Partition(between(3, Math.max(3, nodes / 4)));
            case ISOLATION -> Partition.isolation();
            case CRASH -> Crash.one();
            case MASS_CRASH -> Crash.of(0.1 + 0.6 * random.nextDouble());
            case SILENT_CRASH -> Crash.silent();
            case RESTART -> Restart.one(between(1, 5_000) * MILLI);
            case RESTART_IN_THE_PAST -> Restart.inThePast(between(1, 5_000) * MILLI, between(1, 3_600_000));
            case ROLLING_RESTART -> Restart.rolling(Math.max(50 * MILLI, lasts.toNanos() / nodes), between(1, 2_000) * MILLI);
            case PAUSE -> Stalls.pause(lasts.toNanos());
            case SLOW_NODE -> new SlowNode(between(1, 30) * MILLI);
            case SLOW_DISK -> slowDisk();
            case CLOCK_JUMP -> WrongClock.jump(between(-3_600_000, 3_600_000));
            case CLOCK_DRIFT -> WrongClock.drift(0.8 + 0.4 * random.nextDouble());
            case SLOW_CONSUMER -> new SlowConsumer(pace());
            case FALSE_SUSPICION -> WrongView.falseSuspicion();
            case STALE_VIEW -> WrongView.stale();
            case HIDDEN_MEMBERS -> WrongView.hidden(random.nextDouble() / 2, random.nextDouble() / 2);
            case JOIN -> Turnover.joins(between(1, 5), between(1, 2_000) * MILLI);
            case LEAVE -> Turnover.leaves(between(1, 3), between(1, 2_000) * MILLI);
            case SLOW_STORE -> StoreFault.slow(between(5, 500));
            case FULL_STORE -> StoreFault.full();
            case POWER_CUT -> Restart.powerCut(random.nextInt(3) == 0 ? 1 : random.nextDouble() * MOST_AFFECTED,
                    between(1, (int) Math.max(1, Math.min(30_000, lasts.toMillis()))) * MILLI);
        };
    }

    /** @return a share of messages, so many that some are affected while the workload goes on */
    private double share(Duration at, Duration lasts, double least, double most) {
        double busy = Math.min(lasts.toNanos(), workload.duration() - at.toNanos()) / 1e9;
        double messages = busy * workload.perSecond() * (nodes - 1);
        double enough = 40 / Math.max(1, messages);
        return Math.min(MOST_AFFECTED, Math.max(enough, least + (most - least) * random.nextDouble()));
    }

    /** @return about as much as what is to be pushed, so that one message waits for another */
    private long capacity() {
        double bytesPerSecond = workload.perSecond() * (workload.payloadBytes() + 60);
        return (long) (bytesPerSecond * (0.5 + random.nextDouble()));
    }

    /** @return what an application takes for a message, so long that the next come meanwhile */
    private long pace() {
        return (long) ((2 + 10 * random.nextDouble()) * 1e9 / workload.perSecond());
    }

    private Fault slowDisk() {
        int stall = between(50, 500);
        return Stalls.slowDisk(stall * MILLI, between(stall, 4 * stall) * MILLI);
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
