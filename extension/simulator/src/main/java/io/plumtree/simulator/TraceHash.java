package io.plumtree.simulator;

import java.util.IdentityHashMap;
import java.util.Map;

import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.time.VirtualTime;

/** One number for everything that happened, in order. Nothing in it depends on the JVM: no identity hash, no hash order. */
final class TraceHash implements ClusterListener {

    private final VirtualTime time;
    private final Map<Class<?>, Integer> hashesOfNames = new IdentityHashMap<>();
    private long hash;

    TraceHash(VirtualTime time) {
        this.time = time;
    }

    long value() {
        return hash;
    }

    @Override
    public void arrived(Channel channel, PlumtreeMessage message) {
        add(1, channel.from().index(), channel.to().index());
        if (message instanceof Gossip gossip) {
            add(2, gossip.message().sequence(), gossip.round());
        } else if (message instanceof IHave ihave) {
            IHave.Announcement first = ihave.announcements().get(0);
            add(3, first.from(), first.to());
        } else {
            add(4, hashOfName(message.getClass()), 0);
        }
    }

    @Override
    public void lost(Channel channel, PlumtreeMessage message) {
        add(5, channel.from().index(), channel.to().index());
    }

    @Override
    public void linkUp(Link link) {
        add(6, link.forth().from().index(), link.forth().to().index());
    }

    @Override
    public void linkDown(Link link, String why) {
        add(7, link.forth().from().index(), link.forth().to().index());
    }

    @Override
    public void started(SimulatedNode node) {
        add(8, node.index(), node.incarnation());
    }

    @Override
    public void stopped(SimulatedNode node) {
        add(9, node.index(), node.incarnation());
    }

    @Override
    public void broadcast(SimulatedNode node, StreamId stream, long sequence, long token) {
        add(10, node.index(), sequence);
    }

    @Override
    public void delivered(SimulatedNode node, Message message, int round, boolean redelivered) {
        add(11, node.index(), message.sequence());
    }

    @Override
    public void event(SimulatedNode node, PlumtreeEvent event) {
        add(12, node.index(), hashOfName(event.getClass()));
    }

    /** The name of a record's class is the same everywhere. */
    private long hashOfName(Class<?> type) {
        Integer known = hashesOfNames.get(type);
        if (known == null) {
            known = type.getSimpleName().hashCode();
            hashesOfNames.put(type, known);
        }
        return known;
    }

    private void add(int kind, long a, long b) {
        hash = Prng.mix(hash * 31 + time.now() + (kind * 0x9E3779B97F4A7C15L)) + Prng.mix((a << 32) ^ b);
    }
}
