package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.BindException;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.vertx.tcp.TcpTransport;
import io.vertx.core.Vertx;

/** A cluster over TCP. */
class TcpClusterTest extends ClusterScenarios {

    private static final Address ANY_PORT = new Address("127.0.0.1", 0);

    @Override
    Transport transport() {
        return new TcpTransport();
    }

    @Test
    void aPortIsRefusedWhileItsNodeRunsAndFreeOnceItHasLeft() throws Exception {
        PlumtreeNode first = start("a", ANY_PORT);
        Address address = first.cluster().address();

        BindException refused = Await.failure(BindException.class, PlumtreeNode.builder()
                .config(PlumtreeConfig.lan().withNodeId(NodeId.of("b")).withBind(address)).start());
        assertTrue(refused.getMessage().contains(address.toString()), refused.getMessage());
        assertTrue(first.health().ready());

        Await.get(first.leave(Duration.ofSeconds(5)));
        PlumtreeNode second = start("b", address);
        assertEquals(address, second.cluster().address());
        Await.get(second.leave(Duration.ofSeconds(5)));
    }

    @Test
    void membersWhoDoNotListenAreNotReachable() throws Exception {
        PlumtreeNode gone = start("b", ANY_PORT);
        Address address = gone.cluster().address();
        Await.get(gone.leave(Duration.ofSeconds(5)));
        PlumtreeNode node = Await.get(PlumtreeNode.builder().config(PlumtreeConfig.lan().withNodeId(NodeId.of("a"))
                .withBind(ANY_PORT).withPeers(List.of(new PeerAddress(NodeId.of("b"), address)))).start());

        Await.failure(NoReachablePeerException.class, node.broadcast(new byte[1]));
        Await.until("a failure is counted", () -> Await.get(node.transportStats()).connectFailures() > 0);
        assertTrue(!node.health().ready() && node.health().live());

        PlumtreeNode back = start("b", address);
        Await.until("ready", () -> node.health().ready());
        Await.get(node.broadcast(new byte[1]));
        Await.get(node.leave(Duration.ofSeconds(5)));
        Await.get(back.leave(Duration.ofSeconds(5)));
    }

    @Test
    void nodesShareAVertxThatStaysOpen() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Observed observed = new Observed();
            PlumtreeNode a = Await.get(PlumtreeNode.builder().vertx(vertx)
                    .config(PlumtreeConfig.lan().withNodeId(NodeId.of("a")).withBind(ANY_PORT)).start());
            PlumtreeNode b = Await.get(PlumtreeNode.builder().vertx(vertx).listener(observed)
                    .config(PlumtreeConfig.lan().withNodeId(NodeId.of("b")).withBind(ANY_PORT)
                            .withPeers(List.of(new PeerAddress(NodeId.of("a"), a.cluster().address()))))
                    .start());
            Await.until("linked", () -> a.health().linked() == 1);
            Await.get(a.broadcast("t", new byte[3]));
            observed.awaitDeliveries(1);

            Await.get(a.leave(Duration.ofSeconds(5)));
            Await.get(b.leave(Duration.ofSeconds(5)));
            assertTrue(vertx.deploymentIDs().isEmpty());
            Await.get(vertx.executeBlocking(() -> true).toCompletionStage());
        } finally {
            Await.get(vertx.close().toCompletionStage());
        }
    }

    private static PlumtreeNode start(String id, Address bind) {
        return Await.get(PlumtreeNode.builder()
                .config(PlumtreeConfig.lan().withNodeId(NodeId.of(id)).withBind(bind)).start());
    }
}
