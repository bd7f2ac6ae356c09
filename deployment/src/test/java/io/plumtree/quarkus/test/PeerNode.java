package io.plumtree.quarkus.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Address;
import io.plumtree.api.Broadcast;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.vertx.PlumtreeNode;

/** Another node of the application's cluster, in plain Java and on a free port. */
public final class PeerNode implements AutoCloseable {

    public final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    public final PlumtreeNode node;

    private PeerNode(PlumtreeConfig config) {
        node = Await.get(PlumtreeNode.builder().config(config).listener(new PlumtreeListener() {
            @Override
            public void onDelivery(PlumtreeDelivery delivery) {
                heard.add(delivery.text());
            }
        }).start());
    }

    public static PeerNode of(String id, PeerAddress... peers) {
        return new PeerNode(config(id, List.of(peers)));
    }

    public static PeerNode of(String id, UnaryOperator<PlumtreeConfig> configured) {
        return new PeerNode(configured.apply(config(id, List.of())));
    }

    /** Starts one and waits until it is linked with all of {@code others}. */
    public static PeerNode linked(String id, PlumtreeNode... others) {
        return linked(id, UnaryOperator.identity(), others);
    }

    public static PeerNode linked(String id, UnaryOperator<PlumtreeConfig> configured, PlumtreeNode... others) {
        List<PeerAddress> peers = Stream.of(others).map(PeerNode::addressOf).toList();
        PeerNode peer = new PeerNode(configured.apply(config(id, peers)));
        for (PlumtreeNode other : others) {
            peer.awaitLinkWith(other.cluster().localNode().value());
            Await.until(other + " is linked with " + id, () -> isLinked(other, id));
        }
        return peer;
    }

    private static PlumtreeConfig config(String id, List<PeerAddress> peers) {
        return PlumtreeConfig.lan().withNodeId(NodeId.of(id)).withBind(new Address("127.0.0.1", 0)).withPeers(peers);
    }

    public void awaitLinkWith(String other) {
        Await.until(node + " is linked with " + other, () -> isLinked(node, other));
    }

    private static boolean isLinked(PlumtreeNode node, String other) {
        return node.cluster().peers().stream().anyMatch(peer -> peer.linked() && peer.id().value().equals(other));
    }

    private static PeerAddress addressOf(PlumtreeNode node) {
        return new PeerAddress(node.cluster().localNode(), node.cluster().address());
    }

    /** Broadcasts and waits until a neighbour has it. */
    public void broadcast(String topic, String text) {
        Await.get(node.broadcast(Broadcast.of(text).onTopic(topic).acknowledgedWhen(Acknowledgement.RECEIVED)));
    }

    @Override
    public void close() {
        Await.get(node.leave(Duration.ofSeconds(5)));
    }
}
