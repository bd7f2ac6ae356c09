package io.plumtree.simulator;

import java.util.Arrays;

import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeException;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.store.StoreContents;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.FrameSize;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;

/** Tells several what it hears, in the order in which they were added. */
final class Listeners implements ClusterListener {

    private ClusterListener[] all = new ClusterListener[0];

    void add(ClusterListener listener) {
        all = Arrays.copyOf(all, all.length + 1);
        all[all.length - 1] = listener;
    }

    @Override
    public void sent(Channel channel, PlumtreeMessage message, FrameSize size) {
        for (ClusterListener one : all) {
            one.sent(channel, message, size);
        }
    }

    @Override
    public void arrived(Channel channel, PlumtreeMessage message) {
        for (ClusterListener one : all) {
            one.arrived(channel, message);
        }
    }

    @Override
    public void lost(Channel channel, PlumtreeMessage message) {
        for (ClusterListener one : all) {
            one.lost(channel, message);
        }
    }

    @Override
    public void linkUp(Link link) {
        for (ClusterListener one : all) {
            one.linkUp(link);
        }
    }

    @Override
    public void linkDown(Link link, String why) {
        for (ClusterListener one : all) {
            one.linkDown(link, why);
        }
    }

    @Override
    public void started(SimulatedNode node) {
        for (ClusterListener one : all) {
            one.started(node);
        }
    }

    @Override
    public void stopped(SimulatedNode node) {
        for (ClusterListener one : all) {
            one.stopped(node);
        }
    }

    @Override
    public void linked(SimulatedNode node) {
        for (ClusterListener one : all) {
            one.linked(node);
        }
    }

    @Override
    public void summarised(SimulatedNode node, Summary summary) {
        for (ClusterListener one : all) {
            one.summarised(node, summary);
        }
    }

    @Override
    public void broadcast(SimulatedNode node, StreamId stream, long sequence, long token) {
        for (ClusterListener one : all) {
            one.broadcast(node, stream, sequence, token);
        }
    }

    @Override
    public void refused(SimulatedNode node, PlumtreeException why) {
        for (ClusterListener one : all) {
            one.refused(node, why);
        }
    }

    @Override
    public void acknowledged(SimulatedNode node, long token) {
        for (ClusterListener one : all) {
            one.acknowledged(node, token);
        }
    }

    @Override
    public void notAcknowledged(SimulatedNode node, long token) {
        for (ClusterListener one : all) {
            one.notAcknowledged(node, token);
        }
    }

    @Override
    public void delivered(SimulatedNode node, Message message, int round, boolean redelivered) {
        for (ClusterListener one : all) {
            one.delivered(node, message, round, redelivered);
        }
    }

    @Override
    public void restored(SimulatedNode node, StoreContents contents) {
        for (ClusterListener one : all) {
            one.restored(node, contents);
        }
    }

    @Override
    public void returned(SimulatedNode node, String topic) {
        for (ClusterListener one : all) {
            one.returned(node, topic);
        }
    }

    @Override
    public void event(SimulatedNode node, PlumtreeEvent event) {
        for (ClusterListener one : all) {
            one.event(node, event);
        }
    }
}
