package io.plumtree.benchmarks;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.Effects;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.util.Prng;
import io.plumtree.core.wire.FrameHandler;
import io.plumtree.core.wire.LinkDecoder;
import io.plumtree.core.wire.LinkEncoder;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.RejectedInput;
import io.plumtree.core.wire.WireBuffer;
import io.plumtree.core.wire.WireLimits;

/** Five engines in one thread whose links are a queue, or the codec and a queue. Time passes as the caller says. */
final class FiveEngines {

    static final int NODES = 5;
    private static final int QUEUE = 1 << 12;

    private final Node[] nodes = new Node[NODES];
    private final Map<NodeId, Node> byId = new HashMap<>();
    private final Link[] queuedLinks = new Link[QUEUE];
    private final PlumtreeMessage[] queuedMessages = new PlumtreeMessage[QUEUE];
    private int head;
    private int tail;
    private long now;
    long handled;
    long delivered;

    FiveEngines(boolean encoded) {
        PlumtreeConfig config = PlumtreeConfig.lan();
        for (int i = 0; i < NODES; i++) {
            nodes[i] = new Node(i, config);
            byId.put(nodes[i].id, nodes[i]);
        }
        for (Node from : nodes) {
            for (Node to : nodes) {
                if (from != to) {
                    from.links.put(to.id, new Link(from, to, encoded, config));
                }
            }
        }
        for (Node from : nodes) {
            for (Node to : nodes) {
                if (from != to) {
                    from.engine.memberUp(to.id, now);
                }
            }
        }
        for (Node from : nodes) {
            for (Node to : nodes) {
                if (from.id.compareTo(to.id) < 0) {
                    from.engine.linkUp(to.id, now);
                    to.engine.linkUp(from.id, now);
                }
            }
        }
        drain();
        pass(10_000_000_000L);
    }

    /** One node broadcasts, and everything that follows from it happens. */
    void broadcast(int origin, byte[] payload) {
        nodes[origin].engine.broadcast("default", Collections.emptyMap(), Payload.plain(payload), 0,
                Acknowledgement.QUEUED, 0, now);
        handled++;
        drain();
    }

    void pass(long nanos) {
        now += nanos;
        for (Node node : nodes) {
            if (node.engine.nanosToDeadline(now) == 0) {
                node.engine.advance(now);
            }
        }
        drain();
    }

    private void drain() {
        while (head != tail) {
            int at = head++ & (QUEUE - 1);
            Link link = queuedLinks[at];
            PlumtreeMessage message = queuedMessages[at];
            queuedMessages[at] = null;
            handled++;
            link.carry(message);
        }
    }

    private final class Link implements FrameHandler {
        private final Node from;
        private final Node to;
        private final LinkEncoder encoder;
        private final LinkDecoder decoder;
        private final WireBuffer buffer = new WireBuffer();

        Link(Node from, Node to, boolean encoded, PlumtreeConfig config) {
            this.from = from;
            this.to = to;
            this.encoder = encoded ? new LinkEncoder(WireLimits.STREAMS) : null;
            this.decoder = encoded ? new LinkDecoder(WireLimits.of(config), this) : null;
        }

        void carry(PlumtreeMessage message) {
            if (encoder == null) {
                to.engine.receive(from.id, message, now);
                return;
            }
            buffer.clear();
            encoder.encode(message, buffer);
            decoder.feed(buffer.array(), 0, buffer.size());
        }

        @Override
        public void message(PlumtreeMessage message) {
            to.engine.receive(from.id, message, now);
        }

        @Override
        public void frame(LinkFrame frame) {
            throw new AssertionError(frame);
        }

        @Override
        public void rejected(RejectedInput why) {
            throw new AssertionError(why);
        }
    }

    private final class Node implements Effects {
        private final NodeId id;
        private final NodeEngine engine;
        private final Map<NodeId, Link> links = new HashMap<>();

        Node(int number, PlumtreeConfig config) {
            this.id = NodeId.of("node-" + number);
            this.engine = new NodeEngine(id, 1_000, config, new Prng(number), this);
        }

        @Override
        public boolean send(NodeId peer, PlumtreeMessage message) {
            int at = tail++ & (QUEUE - 1);
            queuedLinks[at] = links.get(peer);
            queuedMessages[at] = message;
            return true;
        }

        @Override
        public boolean deliver(Message message, int round, boolean redelivered) {
            delivered++;
            return false;
        }

        @Override
        public boolean gap(ClusterGap gap) {
            throw new AssertionError(gap);
        }

        @Override
        public void event(PlumtreeEvent event) {
            // Nobody observes.
        }

        @Override
        public void acknowledged(long token) {
            // Nobody waits.
        }

        @Override
        public void notAcknowledged(long token, String why) {
            // Nobody waits.
        }

        @Override
        public void connect(NodeId member) {
            // All links are made by hand.
        }

        @Override
        public void disconnect(NodeId member, String reason) {
            throw new AssertionError(reason);
        }
    }
}
