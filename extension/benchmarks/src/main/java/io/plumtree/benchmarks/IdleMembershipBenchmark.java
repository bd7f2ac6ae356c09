package io.plumtree.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.plumtree.simulator.swim.SwimCluster;
import io.plumtree.simulator.swim.SwimSettings;

/**
 * One virtual second of a cluster in which nothing happens: every node pings another one and answers, and now and then
 * exchanges states. The simulated network is part of it, the network of an operating system is not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 1, time = 5)
@Fork(1)
public class IdleMembershipBenchmark {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Param({ "20", "100" })
    public int nodes;

    private SwimCluster cluster;

    /** For how long the thread ran: on a busy machine that says more than the time of an operation. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Core {
        private static final double NANOS_OF_A_MILLI = 1e6;

        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private long nanos;
        private long nodeSeconds;

        @Setup(Level.Iteration)
        public void reset() {
            nanos = 0;
            nodeSeconds = 0;
        }

        /** @return milliseconds of a core that a node takes a second */
        public double millisOfANode() {
            return nanos / NANOS_OF_A_MILLI / nodeSeconds;
        }
    }

    @Setup(Level.Trial)
    public void clusterUp() {
        cluster = new SwimCluster(SwimSettings.lan(nodes, 1));
        cluster.form();
    }

    @Benchmark
    public void second(Core core) {
        core.nanos -= core.threads.getCurrentThreadCpuTime();
        cluster.pass(SECOND);
        core.nanos += core.threads.getCurrentThreadCpuTime();
        core.nodeSeconds += nodes;
    }
}
