package io.plumtree.simulator.trace;

import java.io.PrintWriter;
import java.util.Locale;

import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeException;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.ClusterListener;
import io.plumtree.simulator.measure.MessageKind;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.FrameSize;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.time.VirtualTime;

/**
 * Writes a line for each event, its fields apart by tabs: milliseconds of virtual time, kind, from, to, what. Where there is
 * no other node, {@code -} stands for it.
 */
public final class TextTrace implements ClusterListener {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final String NOBODY = "-";

    private final VirtualTime time;
    private final PrintWriter out;
    private long lines;

    public TextTrace(VirtualTime time, PrintWriter out) {
        this.time = time;
        this.out = out;
        out.println("ms\tkind\tfrom\tto\twhat");
    }

    /** @return how many events were written */
    public long lines() {
        return lines;
    }

    private void write(String kind, Object from, Object to, String what) {
        lines++;
        out.println(String.format(Locale.ROOT, "%.6f", time.now() / NANOS_PER_MILLI) + "\t" + kind + "\t" + from + "\t" + to
                + "\t" + what);
    }

    private void message(String kind, Channel channel, PlumtreeMessage message, String more) {
        write(kind, channel.from().id(), channel.to().id(), MessageKind.of(message) + " " + Words.of(message) + more);
    }

    @Override
    public void sent(Channel channel, PlumtreeMessage message, FrameSize size) {
        message("sent", channel, message, " " + size.total() + " bytes");
    }

    @Override
    public void arrived(Channel channel, PlumtreeMessage message) {
        message("arrived", channel, message, "");
    }

    @Override
    public void lost(Channel channel, PlumtreeMessage message) {
        message("lost", channel, message, "");
    }

    @Override
    public void linkUp(Link link) {
        write("link-up", link.forth().from().id(), link.forth().to().id(), "");
    }

    @Override
    public void linkDown(Link link, String why) {
        write("link-down", link.forth().from().id(), link.forth().to().id(), why);
    }

    @Override
    public void started(SimulatedNode node) {
        write("started", node.id(), NOBODY, "incarnation " + node.incarnation());
    }

    @Override
    public void stopped(SimulatedNode node) {
        write("stopped", node.id(), NOBODY, "incarnation " + node.incarnation());
    }

    @Override
    public void broadcast(SimulatedNode node, StreamId stream, long sequence, long token) {
        write("broadcast", node.id(), NOBODY, Words.id(stream, sequence) + " on " + stream.topic());
    }

    @Override
    public void refused(SimulatedNode node, PlumtreeException why) {
        write("refused", node.id(), NOBODY, String.valueOf(why.getMessage()));
    }

    @Override
    public void acknowledged(SimulatedNode node, long token) {
        write("acknowledged", node.id(), NOBODY, "broadcast " + token);
    }

    @Override
    public void notAcknowledged(SimulatedNode node, long token) {
        write("not-acknowledged", node.id(), NOBODY, "broadcast " + token);
    }

    @Override
    public void delivered(SimulatedNode node, Message message, int round, boolean redelivered) {
        write("delivered", node.id(), NOBODY, Words.id(message.stream(), message.sequence()) + " after " + round + " hops");
    }

    @Override
    public void event(SimulatedNode node, PlumtreeEvent event) {
        write("event", node.id(), NOBODY, Words.of(event));
    }
}
