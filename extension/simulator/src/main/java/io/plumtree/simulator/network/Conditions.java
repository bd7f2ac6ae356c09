package io.plumtree.simulator.network;

/** What happens to messages on the way, besides taking their time. Everything is off until a fault sets it. */
public final class Conditions {

    /** While above 0, nothing passes; what is sent waits, as TCP would have it wait. */
    public int blocked;
    /** The share of messages of every kind that is lost, though the link stays up. */
    public double loss;
    /** The share of messages that begin a run of losses, and how many messages such a run has on average. */
    public double burstLoss;
    public double burstLength = 1;
    /** The share of messages that arrive twice. */
    public double duplication;
    /** The share of messages that may be overtaken, and by how much they are late. */
    public double reordering;
    public long reorderingNanos;
    /** The share of messages whose bytes are damaged: the receiver ends the link. */
    public double corruption;
    /** The share of messages of which only the first bytes arrive before the link ends. */
    public double truncation;
    /** What every message takes longer. */
    public long delayNanos;
    /** What messages take longer at most, each another time, none overtaking another. */
    public long jitterNanos;
    /** What a channel carries a second; 0 is no limit. */
    public long bytesPerSecond;
    /** While above 0, queues take no GOSSIP. */
    public int full;
    /** The share of attempts to connect that fail; between all nodes only. */
    public double dialFailure;

    boolean damaging() {
        return corruption > 0 || truncation > 0;
    }
}
