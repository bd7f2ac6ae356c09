package io.plumtree.vertx;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.Effects;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;

/** Carries the engine's outputs to links, lanes and waiting broadcasts. On the event loop, within an input. */
final class NodeEffects implements Effects {

    private final Transport transport;
    private final Links links;
    private final Lanes lanes;
    private @Nullable DeliveryMeter meter;
    private final Acknowledgements acknowledgements;
    private final Consumer<NodeId> unreachable;

    /**
     * @param meter measures deliveries; null if nobody wants to know
     * @param unreachable hears of members whose address nobody knows
     */
    NodeEffects(Transport transport, Links links, Lanes lanes, @Nullable DeliveryMeter meter,
            Acknowledgements acknowledgements,
            Consumer<NodeId> unreachable) {
        this.transport = transport;
        this.links = links;
        this.lanes = lanes;
        this.meter = meter;
        this.acknowledgements = acknowledgements;
        this.unreachable = unreachable;
    }

    @Override
    public boolean send(NodeId peer, PlumtreeMessage message) {
        return transport.send(peer, message);
    }

    @Override
    public boolean deliver(Message message, int round, boolean redelivered) {
        if (meter != null) {
            measure(meter, message, round, redelivered);
        }
        return lanes.deliver(message, round, redelivered);
    }

    /** What it throws must not go on into the engine. */
    private void measure(DeliveryMeter by, Message message, int round, boolean redelivered) {
        try {
            by.delivered(round, message.sentAtMillis(), redelivered);
        } catch (RuntimeException e) {
            meter = null;
            PlumtreeLog.LOG.meterFailed(e);
        }
    }

    @Override
    public boolean gap(ClusterGap gap) {
        return lanes.tell(gap);
    }

    @Override
    public void event(PlumtreeEvent event) {
        lanes.tell(event);
    }

    @Override
    public void acknowledged(long token) {
        acknowledgements.acknowledged(token);
    }

    @Override
    public void notAcknowledged(long token, String why) {
        acknowledgements.notAcknowledged(token, why);
    }

    @Override
    public void connect(NodeId member) {
        if (!links.connect(member)) {
            unreachable.accept(member);
        }
    }

    @Override
    public void disconnect(NodeId member, String reason) {
        links.disconnect(member, reason);
    }
}
