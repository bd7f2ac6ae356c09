package io.plumtree.simulator.measure;

import java.util.BitSet;

import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.node.SimulatedNode;

/** One broadcast and what became of it. Times are virtual nanoseconds. */
public final class MessageRecord {

    private final StreamId stream;
    private final long sequence;
    private final SimulatedNode origin;
    private final int originIncarnation;
    private final long sentAt;
    private final int others;
    private final BitSet delivered = new BitSet();
    private final BitSet gaps = new BitSet(0);
    private long receptions;
    private int lastHop;
    private long lastDelivery;

    MessageRecord(StreamId stream, long sequence, SimulatedNode origin, long sentAt, int others) {
        this.stream = stream;
        this.sequence = sequence;
        this.origin = origin;
        this.originIncarnation = origin.incarnation();
        this.sentAt = sentAt;
        this.lastDelivery = sentAt;
        this.others = others;
    }

    public StreamId stream() {
        return stream;
    }

    public long sequence() {
        return sequence;
    }

    public SimulatedNode origin() {
        return origin;
    }

    /** @return whether the process that broadcast it still runs */
    public boolean originLives() {
        return origin.running() && origin.incarnation() == originIncarnation;
    }

    public long sentAt() {
        return sentAt;
    }

    /** @return nodes that ran when it was sent, without the origin: n - 1 */
    public int others() {
        return others;
    }

    /** @return whether this is the first message of its stream */
    public boolean first() {
        return sequence == 1;
    }

    /** @return payloads received of it, over all nodes */
    public long receptions() {
        return receptions;
    }

    /** @return redundancy: payloads received, divided by n - 1, minus 1 (the paper's RMR) */
    public double rmr() {
        return others == 0 ? 0 : (double) receptions / others - 1;
    }

    /** @return hops to the last receiver (the paper's LDH) */
    public int lastHop() {
        return lastHop;
    }

    /** @return nanoseconds from the broadcast to the last delivery */
    public long coverage() {
        return lastDelivery - sentAt;
    }

    /** @return how many nodes delivered it, in incarnations that still run */
    public int deliveries() {
        return delivered.cardinality();
    }

    public boolean deliveredBy(int node) {
        return delivered.get(node);
    }

    /** @return whether that node was told that it cannot have it */
    public boolean gapAt(int node) {
        return gaps.get(node);
    }

    void received() {
        receptions++;
    }

    /** @return whether that node had not delivered it before */
    boolean deliver(int node, int round, long now) {
        boolean again = delivered.get(node);
        delivered.set(node);
        lastHop = Math.max(lastHop, round);
        lastDelivery = now;
        return !again;
    }

    /** @return whether that node had not been told before */
    boolean gap(int node) {
        boolean again = gaps.get(node);
        gaps.set(node);
        return !again;
    }

    /** A node's incarnation ended; the next one owes nothing to what this one had. */
    void forget(int node) {
        delivered.clear(node);
        gaps.clear(node);
    }
}
