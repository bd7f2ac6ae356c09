package io.plumtree.simulator.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.TreeMode;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.LinkEncoder;
import io.plumtree.core.wire.WireBuffer;
import io.plumtree.core.wire.WireLimits;
import io.plumtree.simulator.ClusterListener;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.FrameSize;
import io.plumtree.simulator.network.LatencyModels;

/** Runs so small that the figures can be worked out by hand: four nodes, each linked with the others, 10 ms apart. */
class AccountingTest {

    private static final long MILLI = 1_000_000L;
    private static final int PAYLOAD = 100;

    private SimulatedCluster cluster;
    private Measurements measurements;

    private void start(PlumtreeConfig config) {
        cluster = new SimulatedCluster(config, LatencyModels.constant(10), 5);
        measurements = new Measurements(cluster.time(), cluster.latency());
        cluster.listen(measurements);
        cluster.addNodes(4);
        cluster.start(null, Duration.ofSeconds(5));
        measurements.forgetTraffic();
    }

    private MessageRecord broadcast() {
        cluster.node(0).broadcast("events", new byte[PAYLOAD], Acknowledgement.QUEUED, 0);
        cluster.run(Duration.ofSeconds(3));
        return measurements.messages().get(measurements.messages().size() - 1);
    }

    @Test
    void floodingFourNodesTakesNinePayloadsOneHopAndOneLatency() {
        start(PlumtreeConfig.standard().withTree(TreeMode.FLOOD));
        MessageRecord message = broadcast();
        // 3 by the origin, and each of those passes it on to the 2 that are neither the origin nor itself.
        assertEquals(9, measurements.traffic(MessageKind.GOSSIP).messages());
        assertEquals(9, message.receptions());
        assertEquals(9 / 3.0 - 1, message.rmr());
        assertEquals(6, measurements.duplicates());
        assertEquals(1, message.lastHop());
        assertEquals(10 * MILLI, message.coverage());
        assertEquals(3, measurements.delivered());
        assertEquals(3, message.deliveries());
        assertEquals(6, measurements.traffic(MessageKind.PRUNE).messages(), "one for each duplicate");
        assertEquals(10 * MILLI, new OverlayOptimum(cluster).from(cluster.node(0)));
        // Now it is a star.
        MessageRecord next = broadcast();
        assertEquals(3, next.receptions());
        assertEquals(0, next.rmr());
        assertEquals(0, measurements.violations().size());
    }

    @Test
    void aTreeOfOneChildEachIsAChain() {
        start(PlumtreeConfig.standard().withEagerFanout(1));
        MessageRecord message = broadcast();
        assertEquals(3, message.receptions());
        assertEquals(0, message.rmr());
        assertEquals(3, message.lastHop());
        assertEquals(30 * MILLI, message.coverage());
        assertEquals(0, measurements.duplicates());
        assertEquals(20 * MILLI, measurements.latencies().getValueAtPercentile(50), MILLI / 50.0);
        assertEquals(30 * MILLI, measurements.latencies().getMaxValue(), MILLI / 50.0);
        assertTrue(message.first());
        assertFalse(broadcast().first());
    }

    @Test
    void controlBytesAreThoseTheEncoderWritesForAllButGossip() {
        start(PlumtreeConfig.standard().withTree(TreeMode.FLOOD));
        Map<Channel, LinkEncoder> encoders = new IdentityHashMap<>();
        long[] control = new long[1];
        long[] headers = new long[1];
        long[] payload = new long[1];
        cluster.listen(new ClusterListener() {
            @Override
            public void sent(Channel channel, PlumtreeMessage message, FrameSize size) {
                WireBuffer bytes = new WireBuffer();
                encoders.computeIfAbsent(channel, c -> new LinkEncoder(WireLimits.STREAMS)).encode(message, bytes);
                if (message instanceof Gossip) {
                    payload[0] += PAYLOAD;
                    headers[0] += bytes.size() - PAYLOAD;
                } else {
                    control[0] += bytes.size();
                }
            }
        });
        for (int i = 0; i < 5; i++) {
            broadcast();
        }
        assertEquals(9 * PAYLOAD + 4 * 3 * PAYLOAD, payload[0]);
        assertTrue(control[0] > 0);
        assertEquals((double) control[0] / payload[0], measurements.controlBytesPerPayloadByte());
        assertEquals((double) headers[0] / payload[0], measurements.headerBytesPerPayloadByte());
    }

    @Test
    void whoeverDiesIsNoReceiverAnyMoreAndWhoStartsAgainIsAnother() {
        start(PlumtreeConfig.standard());
        MessageRecord message = broadcast();
        assertEquals(3, message.others());
        assertTrue(message.originLives());
        cluster.node(3).crash();
        assertEquals(2, message.deliveries());
        assertFalse(message.deliveredBy(3));
        assertEquals(2, broadcast().others());
        cluster.node(0).crash();
        assertFalse(message.originLives());
        cluster.node(0).start();
        assertFalse(message.originLives(), "that is another incarnation");
    }
}
