package io.plumtree.benchmarks;

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

/**
 * Broadcast, five engines, deliver: 256-byte payloads from all five in turn, 10 µs of virtual time apart, so that retention
 * is full and announcements and timers take their part. One operation is one broadcast with all that follows from it; the
 * secondary figure {@code handled} counts engine inputs: broadcasts and messages received.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EngineBenchmark {

    private static final int PAYLOAD_BYTES = 256;
    private static final long APART_NANOS = 10_000L;

    /** Whether every message goes through the wire codec. */
    @Param({ "false", "true" })
    public boolean encoded;

    private FiveEngines engines;
    private int origin;

    /** Engine inputs, as a rate of their own. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Inputs {
        public long handled;
        public long delivered;
    }

    @Setup(Level.Trial)
    public void clusterUp() {
        engines = new FiveEngines(encoded);
        for (int i = 0; i < 50_000; i++) {
            broadcast();
        }
    }

    @Benchmark
    public void broadcastToFive(Inputs inputs) {
        long handled = engines.handled;
        long delivered = engines.delivered;
        broadcast();
        inputs.handled += engines.handled - handled;
        inputs.delivered += engines.delivered - delivered;
    }

    private void broadcast() {
        origin = (origin + 1) % FiveEngines.NODES;
        engines.broadcast(origin, new byte[PAYLOAD_BYTES]);
        engines.pass(APART_NANOS);
    }
}
