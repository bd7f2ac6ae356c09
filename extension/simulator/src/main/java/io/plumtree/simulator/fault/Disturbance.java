package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.simulator.network.Conditions;
import io.plumtree.simulator.network.Network;
import io.plumtree.simulator.node.SimulatedNode;

/** Something happens to messages on their way, between all nodes or on the links of some. The network counts it. */
public final class Disturbance implements Fault {

    /** Where it happens. */
    private enum Where {
        EVERYWHERE,
        LINKS_OF_ONE_NODE,
        FROM_ORIGINS
    }

    /** Adds its effect to conditions so many times: once at the beginning, -1 times at the end. */
    private interface Effect {
        void add(Conditions conditions, int times);
    }

    private final FaultKind kind;
    private final Where where;
    private final Effect effect;
    private final List<Conditions> affected = new ArrayList<>();

    private Disturbance(FaultKind kind, Where where, Effect effect) {
        this.kind = kind;
        this.where = where;
        this.effect = effect;
    }

    /** @param share of all messages, 0 to 1 */
    public static Disturbance loss(double share) {
        return new Disturbance(FaultKind.LOSS, Where.EVERYWHERE, (conditions, times) -> conditions.loss += times * share);
    }

    /**
     * @param share of messages that begin a run of losses
     * @param length messages of such a run on average
     */
    public static Disturbance burstLoss(double share, double length) {
        return new Disturbance(FaultKind.BURST_LOSS, Where.EVERYWHERE, (conditions, times) -> {
            conditions.burstLoss += times * share;
            conditions.burstLength = times > 0 ? length : 1;
        });
    }

    /** @param share of all messages, 0 to 1 */
    public static Disturbance duplication(double share) {
        return new Disturbance(FaultKind.DUPLICATION, Where.EVERYWHERE,
                (conditions, times) -> conditions.duplication += times * share);
    }

    /**
     * @param share of messages that may be overtaken
     * @param lateNanos by how much they are late at most
     */
    public static Disturbance reordering(double share, long lateNanos) {
        return new Disturbance(FaultKind.REORDERING, Where.EVERYWHERE, (conditions, times) -> {
            conditions.reordering += times * share;
            conditions.reorderingNanos = lateNanos;
        });
    }

    /** @param share of all messages, 0 to 1 */
    public static Disturbance corruption(double share) {
        return new Disturbance(FaultKind.CORRUPTION, Where.EVERYWHERE,
                (conditions, times) -> conditions.corruption += times * share);
    }

    /** @param share of all messages, 0 to 1 */
    public static Disturbance truncation(double share) {
        return new Disturbance(FaultKind.TRUNCATION, Where.EVERYWHERE,
                (conditions, times) -> conditions.truncation += times * share);
    }

    /** @param nanos what every message takes longer */
    public static Disturbance delay(long nanos) {
        return new Disturbance(FaultKind.DELAY, Where.EVERYWHERE,
                (conditions, times) -> conditions.delayNanos += times * nanos);
    }

    /** @param nanos what messages take longer at most */
    public static Disturbance jitter(long nanos) {
        return new Disturbance(FaultKind.JITTER, Where.EVERYWHERE,
                (conditions, times) -> conditions.jitterNanos += times * nanos);
    }

    /** @param nanos what every message from and to one node takes longer */
    public static Disturbance slowLink(long nanos) {
        return new Disturbance(FaultKind.SLOW_LINK, Where.LINKS_OF_ONE_NODE,
                (conditions, times) -> conditions.delayNanos += times * nanos);
    }

    /** @param bytesPerSecond of each link in each direction */
    public static Disturbance capacity(long bytesPerSecond) {
        return new Disturbance(FaultKind.LINK_CAPACITY, Where.EVERYWHERE,
                (conditions, times) -> conditions.bytesPerSecond = times > 0 ? bytesPerSecond : 0);
    }

    /** The queues of half of the nodes that broadcast take no payload. */
    public static Disturbance fullQueue() {
        return new Disturbance(FaultKind.FULL_QUEUE, Where.FROM_ORIGINS, (conditions, times) -> conditions.full += times);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        Network network = context.cluster().network();
        if (where == Where.EVERYWHERE) {
            affected.add(network.everywhere());
        } else {
            int count = where == Where.FROM_ORIGINS ? 1 + context.origins().size() / 2 : 1;
            for (SimulatedNode one : context.choose(count,
                    node -> context.origins().contains(node) && !node.links().isEmpty())) {
                for (SimulatedNode other : context.cluster().nodes()) {
                    affected.add(network.between(one.index(), other.index()));
                    if (where == Where.LINKS_OF_ONE_NODE) {
                        affected.add(network.between(other.index(), one.index()));
                    }
                }
            }
        }
        affected.forEach(conditions -> effect.add(conditions, 1));
        network.changed();
    }

    @Override
    public void end(FaultContext context) {
        affected.forEach(conditions -> effect.add(conditions, -1));
        context.cluster().network().changed();
    }
}
