package io.plumtree.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.plumtree.api.NodeId;
import io.plumtree.core.tree.ComputedTreePlanner;
import io.plumtree.core.tree.SharedTreePlanner;
import io.plumtree.core.tree.TreePlanner;

/**
 * One virtual second of one engine among 1,000 other members, in which a message of each active origin arrives from its parent.
 * What planning trees takes of a core is the difference to the same without a change of who is a member.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 1, time = 4)
@Fork(1)
public class PlanningBenchmark {

    private static final int OTHERS = 1_000;
    private static final int FANOUT = 4;
    private static final int SHARED_TREES = 64;
    /** Enough at once to have all trees planned anew. */
    private static final int BURST = 60;
    private static final int WARM_UP_SECONDS = 40;

    /** What changes in a second. */
    public enum Change {
        /** Nothing: what the messages cost. */
        NONE(0),
        /** A member joins, or in the next second leaves: trees are kept. */
        ONE(1),
        /** So many members that the tree of each origin is planned anew. */
        ALL_TREES(BURST);

        private final int members;

        Change(int members) {
            this.members = members;
        }
    }

    /** Whose trees. */
    public enum Trees {
        OWN,
        SHARED;

        private TreePlanner planner() {
            return this == OWN ? new ComputedTreePlanner(FANOUT) : new SharedTreePlanner(FANOUT, SHARED_TREES);
        }
    }

    @Param({ "100", "1000" })
    public int origins;

    @Param
    public Trees trees;

    @Param
    public Change change;

    /**
     * For how long the engine's thread ran: on a busy machine that says more than the time of an operation. Iterations would be
     * added up, so there is one.
     */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Core {
        private static final double NANOS_OF_A_PERCENT = 1e7;

        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private long nanos;
        private long seconds;

        @Setup(Level.Iteration)
        public void reset() {
            nanos = 0;
            seconds = 0;
        }

        void secondBegins() {
            nanos -= threads.getCurrentThreadCpuTime();
        }

        void secondEnds() {
            nanos += threads.getCurrentThreadCpuTime();
            seconds++;
        }

        /** @return what a second took of a core */
        public double percent() {
            return nanos / NANOS_OF_A_PERCENT / seconds;
        }
    }

    private OneEngine engine;
    private List<NodeId> newcomers;
    private List<NodeId> parentsBefore;
    private List<NodeId> parentsAfter;
    private boolean joined;
    private long seconds;
    private long plannedAtFirst;

    @Setup(Level.Trial)
    public void clusterUp() {
        List<NodeId> others = ids("member-", OTHERS);
        newcomers = ids("newcomer-", change.members);
        engine = new OneEngine(others, others.subList(0, origins), trees.planner(), trees.planner());
        parentsBefore = engine.parents();
        engine.change(newcomers, List.of());
        parentsAfter = change == Change.ALL_TREES ? engine.parents() : parentsBefore;
        engine.change(List.of(), newcomers);
        for (int i = 0; i < WARM_UP_SECONDS; i++) {
            second();
        }
        plannedAtFirst = engine.planned();
        seconds = 0;
    }

    @Benchmark
    public void second(Core core) {
        core.secondBegins();
        second();
        core.secondEnds();
    }

    private void second() {
        engine.change(joined ? List.of() : newcomers, joined ? newcomers : List.of());
        joined = !joined;
        engine.passOneSecond();
        engine.receive(joined ? parentsAfter : parentsBefore);
        seconds++;
    }

    /** What was to be measured happened. */
    @TearDown(Level.Trial)
    public void check() {
        long planned = engine.planned() - plannedAtFirst;
        long expected = change == Change.ALL_TREES ? seconds * origins : 0;
        if (planned != expected) {
            throw new AssertionError(planned + " trees planned in " + seconds + " s, not " + expected);
        }
    }

    private static List<NodeId> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> NodeId.of(prefix + i)).toList();
    }
}
