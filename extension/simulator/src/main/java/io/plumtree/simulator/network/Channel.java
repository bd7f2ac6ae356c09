package io.plumtree.simulator.network;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.time.Event;

/**
 * One direction of a link: ordered, as TCP is, and without loss until a fault has it otherwise. What is sent first waits
 * until what was sent before has left, then travels.
 */
public final class Channel {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Network network;
    private final Link link;
    private final Endpoint from;
    private final Endpoint to;
    private final long latency;
    private final FrameSizes sizes = new FrameSizes();
    /** What is waiting because nothing passes. */
    private final Deque<Held> held = new ArrayDeque<>(0);
    private long heldBytes;
    private long lastArrival;
    private long busyUntil;
    private int burstLeft;
    private boolean refused;
    /** Whether the receiving end is up: it was told so, and was told nothing else since. */
    boolean up;
    private Object receiver;

    private record Held(PlumtreeMessage message, int bytes) {
    }

    private final class Arrival extends Event {
        private final PlumtreeMessage message;

        Arrival(PlumtreeMessage message) {
            this.message = message;
        }

        @Override
        protected void happen() {
            if (up && to.running()) {
                network.listener().arrived(Channel.this, message);
                to.receive(Channel.this, message);
            }
        }
    }

    Channel(Network network, Link link, Endpoint from, Endpoint to) {
        this.network = network;
        this.link = link;
        this.from = from;
        this.to = to;
        this.latency = network.latency(from.index(), to.index());
    }

    public Link link() {
        return link;
    }

    public Endpoint from() {
        return from;
    }

    public Endpoint to() {
        return to;
    }

    /** @return what {@link #receiver(Object)} was told last */
    public Object receiver() {
        return receiver;
    }

    /** Remembers for the receiving node which of its incarnations the link belongs to. */
    public void receiver(Object incarnation) {
        receiver = incarnation;
    }

    /** @return the time of a message when no fault is on, one way */
    public long latency() {
        return latency;
    }

    /**
     * Sends.
     *
     * @return false if it is a GOSSIP and the queue is full
     */
    public boolean send(PlumtreeMessage message) {
        if (!link.open) {
            return true;
        }
        Conditions own = network.own(from.index(), to.index());
        if (message instanceof Gossip && waitingBytes() > network.sendQueueMaxBytes()) {
            refuse(bandwidth(network.everywhere(), own));
            return false;
        }
        if (message instanceof Gossip && (network.everywhere().full > 0 || (own != null && own.full > 0))) {
            refuse(0);
            return false;
        }
        FrameSize size = sizes.of(message, network);
        network.listener().sent(this, message, size);
        if (link.blockedSince >= 0 && network.blocked(from.index(), to.index())) {
            held.add(new Held(message, size.total()));
            heldBytes += size.total();
            return true;
        }
        travel(message, size.total(), own);
        return true;
    }

    private void refuse(long bandwidth) {
        network.happened("full-queue");
        if (!refused && bandwidth > 0) {
            long halfEmpty = (long) (network.sendQueueMaxBytes() / 2 * NANOS_PER_SECOND / bandwidth);
            network.time().in(halfEmpty + 1, this::tellDrained);
        }
        refused = true;
    }

    private void travel(PlumtreeMessage message, int bytes, Conditions own) {
        Conditions everywhere = network.everywhere();
        long now = network.time().now();
        long leaves = serialised(bytes, now, bandwidth(everywhere, own));
        if (!network.quiet() || own != null) {
            Prng random = network.random();
            if (isLost(everywhere, random) || (own != null && isLost(own, random))) {
                network.listener().lost(this, message);
                return;
            }
            if (everywhere.damaging() || (own != null && own.damaging())) {
                if (damaged(message, everywhere, own, random)) {
                    return;
                }
            }
            long late = late(everywhere, random) + (own == null ? 0 : late(own, random));
            if (late > 0) {
                countLate(everywhere, own);
            }
            long overtaken = overtaken(everywhere, random) + (own == null ? 0 : overtaken(own, random));
            boolean twice = happens(everywhere.duplication, random) || (own != null && happens(own.duplication, random));
            if (twice) {
                network.happened("duplication");
                network.time().at(leaves + latency + late + random.nextInt(50_000_000), new Arrival(message));
            }
            if (overtaken > 0) {
                network.happened("reordering");
                network.time().at(leaves + latency + late + overtaken, new Arrival(message));
                return;
            }
            lastArrival = Math.max(lastArrival, leaves + latency + late);
        } else {
            lastArrival = Math.max(lastArrival, leaves + latency);
        }
        network.time().at(lastArrival, new Arrival(message));
    }

    private boolean isLost(Conditions conditions, Prng random) {
        if (conditions.burstLoss > 0) {
            if (burstLeft > 0) {
                burstLeft--;
                network.happened("burst-loss");
                return true;
            }
            if (happens(conditions.burstLoss, random)) {
                burstLeft = random.nextInt(Math.max(1, (int) (2 * conditions.burstLength)));
                network.happened("burst-loss");
                return true;
            }
        }
        if (happens(conditions.loss, random)) {
            network.happened("loss");
            return true;
        }
        return false;
    }

    /** @return whether the link ended because of it */
    private boolean damaged(PlumtreeMessage message, Conditions everywhere, Conditions own, Prng random) {
        double corruption = everywhere.corruption + (own == null ? 0 : own.corruption);
        double truncation = everywhere.truncation + (own == null ? 0 : own.truncation);
        String how;
        if (happens(corruption, random)) {
            how = "corruption";
            Damage.corrupt(message, random);
        } else if (happens(truncation, random)) {
            how = "truncation";
            Damage.truncate(message, random);
        } else {
            return false;
        }
        network.happened(how);
        network.listener().lost(this, message);
        network.breakLink(link, how);
        return true;
    }

    private static long late(Conditions conditions, Prng random) {
        return conditions.delayNanos
                + (conditions.jitterNanos == 0 ? 0 : (long) (random.nextDouble() * conditions.jitterNanos));
    }

    private void countLate(Conditions everywhere, @Nullable Conditions own) {
        if (everywhere.delayNanos > 0) {
            network.happened("delay");
        }
        if (everywhere.jitterNanos > 0) {
            network.happened("jitter");
        }
        if (own != null && own.delayNanos > 0) {
            network.happened("slow-link");
        }
    }

    private static long overtaken(Conditions conditions, Prng random) {
        return happens(conditions.reordering, random)
                ? 1 + (long) (random.nextDouble() * conditions.reorderingNanos)
                : 0;
    }

    static boolean happens(double probability, Prng random) {
        return probability > 0 && random.nextDouble() < probability;
    }

    private static long bandwidth(Conditions everywhere, Conditions own) {
        long limit = everywhere.bytesPerSecond;
        if (own != null && own.bytesPerSecond > 0) {
            limit = limit == 0 ? own.bytesPerSecond : Math.min(limit, own.bytesPerSecond);
        }
        return limit;
    }

    private long serialised(int bytes, long now, long bandwidth) {
        if (bandwidth == 0) {
            return now;
        }
        network.happened("link-capacity");
        busyUntil = Math.max(now, busyUntil) + (long) (bytes * NANOS_PER_SECOND / bandwidth);
        return busyUntil;
    }

    private long waitingBytes() {
        long waiting = heldBytes;
        long now = network.time().now();
        if (busyUntil > now) {
            long bandwidth = bandwidth(network.everywhere(), network.own(from.index(), to.index()));
            waiting += bandwidth == 0 ? 0 : (long) ((busyUntil - now) / NANOS_PER_SECOND * bandwidth);
        }
        return waiting;
    }

    /** Everything passes again. */
    void release() {
        while (!held.isEmpty() && link.open) {
            Held first = held.removeFirst();
            travel(first.message, first.bytes, network.own(from.index(), to.index()));
        }
        heldBytes = 0;
    }

    /** Tells the sender that there is room again, if it was refused and there is. */
    void tellDrained() {
        Conditions own = network.own(from.index(), to.index());
        boolean full = network.everywhere().full > 0 || (own != null && own.full > 0);
        if (!refused || !link.open || full) {
            return;
        }
        if (waitingBytes() <= network.sendQueueMaxBytes() / 2) {
            refused = false;
            from.drained(this);
        } else if (busyUntil > network.time().now()) {
            network.time().at(busyUntil, this::tellDrained);
        }
    }

    boolean refused() {
        return refused;
    }

    /** @return when the end of the connection arrives that leaves now: after everything that was sent before */
    long endArrives() {
        lastArrival = Math.max(lastArrival, network.time().now() + latency);
        held.clear();
        heldBytes = 0;
        return lastArrival;
    }
}
