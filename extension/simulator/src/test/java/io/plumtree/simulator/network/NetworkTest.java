package io.plumtree.simulator.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.time.VirtualTime;

class NetworkTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long QUEUE_BYTES = 16_384;

    private final PlumtreeConfig config = PlumtreeConfig.standard().with(ConfigKey.SEND_QUEUE_MAX_BYTES, QUEUE_BYTES);
    private final long idleTimeout = config.get(ConfigKey.IDLE_TIMEOUT).toNanos();
    private final VirtualTime time = new VirtualTime();
    private final List<Integer> sizes = new ArrayList<>();
    private int lost;
    private final Network network = new Network(time, (a, b) -> 10 * MILLI, config, new Prng(1), new NetworkListener() {
        @Override
        public void sent(Channel channel, PlumtreeMessage message, FrameSize size) {
            sizes.add(size.total());
        }

        @Override
        public void lost(Channel channel, PlumtreeMessage message) {
            lost++;
        }
    });
    private final Node one = new Node(0);
    private final Node other = new Node(1);
    private final Link link = network.connect(one, other);
    private final Channel channel = link.from(one);
    private int sent;

    NetworkTest() {
        pass(SECOND);
    }

    private final class Node implements Endpoint {
        private final int index;
        private boolean running = true;
        private boolean greets;
        private final List<Long> sequences = new ArrayList<>();
        private final List<Long> arrivals = new ArrayList<>();
        private final List<Long> ups = new ArrayList<>();
        private final List<Long> downs = new ArrayList<>();
        private final List<Long> drained = new ArrayList<>();

        Node(int index) {
            this.index = index;
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public NodeId id() {
            return NodeId.of("n" + index);
        }

        @Override
        public boolean running() {
            return running;
        }

        @Override
        public boolean accepts(NodeId peer) {
            return true;
        }

        @Override
        public void linkUp(Link up) {
            ups.add(time.now());
            if (greets) {
                up.from(this).send(new Refuse(id()));
            }
        }

        @Override
        public void linkDown(Link down) {
            downs.add(time.now());
        }

        @Override
        public void receive(Channel from, PlumtreeMessage message) {
            if (message instanceof Gossip gossip) {
                sequences.add(gossip.message().sequence());
            }
            arrivals.add(time.now());
        }

        @Override
        public void drained(Channel of) {
            drained.add(time.now());
        }
    }

    private void pass(long nanos) {
        time.runUntil(time.now() + nanos);
    }

    private boolean gossip(int bytes) {
        Message message = new Message(new StreamId(one.id(), 1, "events"), ++sent, 1, Map.of(), Payload.plain(new byte[bytes]));
        return channel.send(new Gossip(message, 1, false, false, sent - 1, 0));
    }

    private List<Long> upTo(long last) {
        List<Long> sequences = new ArrayList<>();
        for (long sequence = 1; sequence <= last; sequence++) {
            sequences.add(sequence);
        }
        return sequences;
    }

    private int bytesSent() {
        return sizes.stream().mapToInt(size -> size).sum();
    }

    @Test
    void theAcceptorIsUpAtOnceAndTheDialerWhenTheAnswerCame() {
        assertEquals(List.of(0L), other.ups);
        assertEquals(List.of(10 * MILLI), one.ups);
        assertEquals(List.of(link), network.links());
    }

    @Test
    void aMessageTakesItsLatency() {
        long start = time.now();
        assertTrue(gossip(50));
        pass(10 * MILLI - 1);
        assertEquals(List.of(), other.arrivals);
        pass(1);
        assertEquals(List.of(start + 10 * MILLI), other.arrivals);
    }

    @Test
    void oneAfterTheOtherLeavesWhereCapacityIsLimited() {
        network.between(0, 1).bytesPerSecond = 10_000;
        network.everywhere().bytesPerSecond = 50_000;
        network.changed();
        long start = time.now();
        gossip(1_000);
        gossip(500);
        pass(SECOND);
        long first = start + sizes.get(0) * SECOND / 10_000;
        long second = first + sizes.get(1) * SECOND / 10_000;
        assertEquals(List.of(first + 10 * MILLI, second + 10 * MILLI), other.arrivals);
    }

    @Test
    void aFullQueueRefusesGossipOnlyAndTellsOnceWhenItIsHalfEmpty() {
        network.everywhere().bytesPerSecond = 10_000;
        network.changed();
        long start = time.now();
        while (gossip(1_000)) {
            assertTrue(bytesSent() < 2 * QUEUE_BYTES, "never full");
        }
        assertTrue(bytesSent() > QUEUE_BYTES && bytesSent() - sizes.get(0) <= QUEUE_BYTES, "full is what a queue holds");
        assertFalse(gossip(1_000));
        assertTrue(channel.send(new Refuse(one.id())), "what is small and needed is never refused");
        int inQueue = bytesSent();
        assertEquals(2L, network.happened().get("full-queue"));
        pass(100 * SECOND);
        assertEquals(sizes.size(), other.arrivals.size(), "whatever was not refused arrived");
        assertEquals(1, one.drained.size());
        long halfEmpty = start + (inQueue - QUEUE_BYTES / 2) * SECOND / 10_000;
        assertTrue(one.drained.get(0) >= halfEmpty, "it was half empty at " + halfEmpty + ", told at " + one.drained);
        assertTrue(gossip(1_000));
    }

    @Test
    void whileQueuesTakeNothingGossipIsRefusedAndThenTheyTellOnce() {
        network.everywhere().full++;
        network.changed();
        assertFalse(gossip(10));
        assertTrue(channel.send(new Refuse(one.id())));
        pass(SECOND);
        assertEquals(List.of(), one.drained);
        network.everywhere().full--;
        network.changed();
        network.changed();
        assertEquals(List.of(time.now()), one.drained);
        assertTrue(gossip(10));
    }

    @Test
    void jitterDelaysAndOvertakesNothing() {
        network.everywhere().jitterNanos = 100 * MILLI;
        network.everywhere().delayNanos = 5 * MILLI;
        network.changed();
        long start = time.now();
        for (int i = 0; i < 50; i++) {
            gossip(10);
            pass(MILLI);
        }
        pass(SECOND);
        assertEquals(upTo(50), other.sequences);
        assertTrue(other.arrivals.get(0) >= start + 15 * MILLI);
        assertTrue(other.arrivals.get(49) > start + 49 * MILLI + 50 * MILLI, "some were late");
    }

    @Test
    void reorderingOvertakesAndLosesNothing() {
        network.everywhere().reordering = 0.3;
        network.everywhere().reorderingNanos = 50 * MILLI;
        network.changed();
        for (int i = 0; i < 50; i++) {
            gossip(10);
            pass(MILLI);
        }
        pass(SECOND);
        assertFalse(other.sequences.equals(upTo(50)));
        assertEquals(upTo(50), other.sequences.stream().sorted().toList());
        assertTrue(network.happened().get("reordering") > 5);
    }

    @Test
    void lossIsCountedAndDuplicatesComeAgain() {
        network.everywhere().loss = 0.3;
        network.changed();
        for (int i = 0; i < 1_000; i++) {
            gossip(10);
        }
        pass(SECOND);
        assertEquals(1_000 - lost, other.sequences.size());
        assertEquals(300, lost, 45);
        assertEquals(lost, network.happened().get("loss"));
        network.everywhere().loss = 0;
        network.everywhere().duplication = 0.2;
        network.changed();
        int before = other.sequences.size();
        for (int i = 0; i < 1_000; i++) {
            gossip(10);
        }
        pass(SECOND);
        long twice = network.happened().get("duplication");
        assertEquals(1_000 + twice, other.sequences.size() - before);
        assertEquals(200, twice, 40);
    }

    @Test
    void whatIsSentDuringACutWaitsAndArrivesInOrderAfterIt() {
        gossip(10);
        network.between(0, 1).blocked++;
        network.changed();
        gossip(10);
        gossip(10);
        pass(idleTimeout / 2);
        assertEquals(upTo(1), other.sequences, "what left before the cut arrives");
        assertFalse(network.reachable(0, 1));
        network.between(0, 1).blocked--;
        network.changed();
        long healed = time.now();
        gossip(10);
        pass(SECOND);
        assertEquals(upTo(4), other.sequences);
        assertEquals(healed + 10 * MILLI, other.arrivals.get(1));
        pass(2 * idleTimeout);
        assertTrue(link.open(), "the cut was over in time");
    }

    @Test
    void aOneWayCutHoldsBackOneDirectionOnly() {
        network.between(0, 1).blocked++;
        network.changed();
        gossip(10);
        link.from(other).send(new Refuse(other.id()));
        pass(SECOND);
        assertEquals(List.of(), other.arrivals);
        assertEquals(1, one.arrivals.size());
    }

    @Test
    void aLinkThatHangsForTheIdleTimeoutBreaksAndBothEndsHearOfIt() {
        int[] apart = { 0, 1 };
        network.partition(apart);
        gossip(10);
        pass(idleTimeout - 1);
        assertTrue(link.open());
        pass(1 + 10 * MILLI);
        assertFalse(link.open());
        assertEquals(1, one.downs.size());
        assertEquals(1, other.downs.size());
        network.heal(apart);
        pass(SECOND);
        assertEquals(List.of(), other.sequences, "what waited is gone with the link");
        assertEquals(List.of(), network.links());
    }

    @Test
    void aQueueThatWaitsBehindACutIsFullToo() {
        network.between(0, 1).blocked++;
        network.changed();
        while (gossip(1_000)) {
            assertTrue(bytesSent() < 2 * QUEUE_BYTES, "never full");
        }
        network.between(0, 1).blocked--;
        network.changed();
        assertEquals(1, one.drained.size());
        assertTrue(gossip(1_000));
    }

    @Test
    void theOtherEndHearsOfTheEndAfterAllThatWasSent() {
        gossip(10);
        network.close(link, one, "test");
        gossip(10);
        pass(SECOND);
        assertEquals(upTo(1), other.sequences);
        assertEquals(1, other.downs.size());
        assertEquals(other.arrivals.get(0), other.downs.get(0));
        assertEquals(List.of(), one.downs, "who closes is not told");
    }

    @Test
    void nobodyTellsOfASilentEndBeforeTheIdleTimeout() {
        long start = time.now();
        network.abandon(link, one);
        pass(idleTimeout - 1);
        assertEquals(List.of(), other.downs);
        pass(SECOND);
        assertEquals(List.of(start + idleTimeout), other.downs);
    }

    @Test
    void damagedBytesEndTheLink() {
        network.everywhere().corruption = 1;
        network.changed();
        gossip(10);
        pass(SECOND);
        assertFalse(link.open());
        assertEquals(List.of(), other.sequences);
        assertEquals(1, lost);
        assertEquals(1, one.downs.size());
        assertEquals(1, other.downs.size());
    }

    @Test
    void whatTheAcceptorSaysFirstArrivesAfterItsAnswer() {
        one.arrivals.clear();
        one.ups.clear();
        other.greets = true;
        network.connect(one, other);
        pass(SECOND);
        assertEquals(1, one.ups.size());
        assertEquals(one.ups, one.arrivals);
    }

    @Test
    void theDialerHearsOfALinkThatEndedBeforeTheAnswer() {
        one.ups.clear();
        Link brief = network.connect(one, other);
        network.breakLink(brief, "test");
        pass(SECOND);
        assertEquals(List.of(), one.ups);
        assertEquals(1, one.downs.size());
    }

    @Test
    void aLinkWhoseDialerDiedMeanwhileEnds() {
        other.downs.clear();
        Link abandoned = network.connect(one, other);
        one.running = false;
        pass(SECOND);
        assertFalse(abandoned.open());
        assertEquals(1, other.downs.size());
    }
}
