package io.plumtree.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.plumtree.api.Address;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.api.SyncStrategy;
import io.plumtree.api.TreeMode;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.vertx.PlumtreeNode;
import io.plumtree.vertx.metrics.DeliveryStatistics;

/**
 * What a whole node does with a payload that a neighbour pushes to it: it keeps it, pushes it to three others, and hands it to
 * whoever wants it. One operation is one payload; the links are not there, so that nothing but the node is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RelayBenchmark {

    private static final int BATCH = 1_000;
    private static final int CHILDREN = 3;
    private static final NodeId ORIGIN = NodeId.of("origin");
    private static final StreamId STREAM = new StreamId(ORIGIN, 1, "default");
    private static final Payload PAYLOAD = Payload.plain(new byte[256]);

    /** Who wants to know of deliveries. */
    public enum Wanted {
        /** Nobody: no metrics, and no observer of anything. */
        NOTHING,
        /** A metrics system: latency and hops. */
        METRICS,
        /** An observer. */
        DELIVERIES,
        /** Both. */
        BOTH
    }

    /** Who wants to know. */
    @Param
    public Wanted wanted;

    private final LongAdder latencies = new LongAdder();
    private final Phaser done = new Phaser(2);
    private StarTransport transport;
    private PlumtreeNode node;
    private long sequence;
    private volatile long delivered;

    @Setup(Level.Trial)
    public void start() {
        List<NodeId> others = IntStream.rangeClosed(1, CHILDREN).mapToObj(i -> NodeId.of("child-" + i)).toList();
        List<NodeId> neighbours = new ArrayList<>(others);
        neighbours.add(ORIGIN);
        transport = new StarTransport(neighbours);
        PlumtreeNode.Builder builder = PlumtreeNode.builder().transport(transport).events(Set.of(ClusterGap.class))
                .config(PlumtreeConfig.lan().withNodeId(NodeId.of("self")).withBind(new Address("127.0.0.1", 0))
                        .withTree(TreeMode.FLOOD).withSyncStrategy(SyncStrategy.OFF)
                        .withPeers(neighbours.stream().map(id -> new PeerAddress(id, new Address("127.0.0.1", 1))).toList()));
        if (wanted == Wanted.METRICS || wanted == Wanted.BOTH) {
            DeliveryStatistics statistics = new DeliveryStatistics();
            statistics.latencyTo(latencies::add);
            builder.deliveryMeter(statistics);
        }
        if (wanted == Wanted.DELIVERIES || wanted == Wanted.BOTH) {
            builder.listener(new PlumtreeListener() {
                @Override
                public void onDelivery(PlumtreeDelivery delivery) {
                    delivered++;
                }
            });
        }
        node = builder.start().toCompletableFuture().join();
        transport.linkAll();
        while (node.health().linked() < neighbours.size()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        node.leave(Duration.ofSeconds(5)).toCompletableFuture().join();
        long relayed = node.reading().engine().counters().gossipSent();
        if (relayed != CHILDREN * sequence) {
            throw new AssertionError(relayed + " pushes of " + sequence + " payloads");
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long relay() {
        transport.onLoop(() -> {
            for (int i = 0; i < BATCH; i++) {
                sequence++;
                Message message = new Message(STREAM, sequence, System.currentTimeMillis(), Collections.emptyMap(), PAYLOAD);
                transport.receive(ORIGIN, new Gossip(message, 1, false, false, sequence, 0));
            }
            done.arrive();
        });
        done.arriveAndAwaitAdvance();
        while (observed() && delivered < sequence) {
            Thread.onSpinWait();
        }
        return sequence;
    }

    private boolean observed() {
        return wanted == Wanted.DELIVERIES || wanted == Wanted.BOTH;
    }
}
