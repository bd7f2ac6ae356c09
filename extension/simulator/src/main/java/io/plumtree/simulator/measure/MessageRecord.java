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
    /** Nodes with a durable store whose application returned from it, or from the gap, in any incarnation. */
    private final BitSet returned = new BitSet(0);
    private final BitSet returnedFromGap = new BitSet(0);
    /** Nodes with a durable store that earlier incarnations handed it to their applications. */
    private final BitSet handedBefore = new BitSet(0);
    /** Nodes that found in their durable store, when they started, this message, or that it was settled. */
    private final BitSet restored = new BitSet(0);
    private final BitSet settled = new BitSet(0);
    private boolean onlyStored;
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

    /** @return whether that node, or an earlier incarnation of one with a durable store, is done with it */
    public boolean doneAt(int node) {
        return delivered.get(node) || returned.get(node);
    }

    /** @return whether that node can pass it on: it heard it in this incarnation, or had stored it */
    public boolean hadBy(SimulatedNode node) {
        return delivered.get(node.index()) || restored.get(node.index()) || (node == origin && originLives());
    }

    /** @return whether all that a node that runs has of it was read from its durable store when it started */
    public boolean onlyStoredBy(SimulatedNode node) {
        return restored.get(node.index()) && !delivered.get(node.index());
    }

    /** @return whether there was a time when nobody had it, but for what durable stores held */
    public boolean wasOnlyStored() {
        return onlyStored;
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
        return gaps.get(node) || returnedFromGap.get(node);
    }

    boolean gapNowAt(int node) {
        return gaps.get(node);
    }

    /** @return whether an earlier incarnation of that node handed it to the application */
    boolean handedBeforeAt(int node) {
        return handedBefore.get(node);
    }

    /** @return whether that node found in its store that it was settled */
    boolean settledAt(int node) {
        return settled.get(node);
    }

    void received() {
        receptions++;
    }

    /** @return whether that node had not delivered it before */
    boolean deliver(int node, int round, long now) {
        boolean again = delivered.get(node);
        delivered.set(node);
        if (!handedBefore.get(node)) {
            lastHop = Math.max(lastHop, round);
            lastDelivery = now;
        }
        return !again;
    }

    /** @return whether that node had not been told before */
    boolean gap(int node) {
        boolean again = gaps.get(node);
        gaps.set(node);
        return !again;
    }

    /** The application of a node with a durable store has returned from it, or from the gap that it was told. */
    void returned(int node) {
        (gaps.get(node) ? returnedFromGap : returned).set(node);
    }

    /** A node found nothing in its store: it is as one that never ran. */
    void lost(int node) {
        returned.clear(node);
        returnedFromGap.clear(node);
        handedBefore.clear(node);
    }

    void restored(int node) {
        restored.set(node);
        onlyStored |= delivered.isEmpty() && !originLives();
    }

    void settled(int node) {
        settled.set(node);
    }

    /** A node's incarnation ended; the next one owes nothing to what this one had, unless it had a durable store. */
    void forget(SimulatedNode stopped) {
        int node = stopped.index();
        if (stopped.disk() != null) {
            handedBefore.set(node, handedBefore.get(node) || delivered.get(node));
        }
        delivered.clear(node);
        gaps.clear(node);
        restored.clear(node);
        settled.clear(node);
    }
}
