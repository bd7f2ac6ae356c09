package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;

class DevModeReloadTest {

    private static final int PORT = freePort();
    private static final int HTTP_PORT = freePort();

    @RegisterExtension
    static final QuarkusDevModeTest APP = new QuarkusDevModeTest().withApplicationRoot(jar -> jar
            .addClass(DevNodeResource.class)
            .addAsResource(
                    new StringAsset("plumtree.node-id=dev\nplumtree.bind-port=" + PORT + "\nquarkus.http.port=" + HTTP_PORT),
                    "application.properties"));

    @Test
    void theNodeLeavesFreesItsPortAndJoinsAgainWithTheNewCode() {
        PeerAddress dev = new PeerAddress(NodeId.of("dev"), new Address("127.0.0.1", PORT));
        try (PeerNode peer = PeerNode.of("peer", dev)) {
            peer.awaitLinkWith("dev");
            peer.broadcast("t", "1");
            awaitHeard("1 heard before");
            long epoch = epoch();

            APP.modifySourceFile(DevNodeResource.class, source -> source.replace("heard before", "heard after"));

            assertTrue(epoch() > epoch);
            peer.awaitLinkWith("dev");
            peer.broadcast("t", "2");
            awaitHeard("2 heard after");
        }
    }

    private static long epoch() {
        return Long.parseLong(get("/epoch"));
    }

    /** In whatever order: to a node that comes back, what its peer retains may come before or after what is new. */
    private static void awaitHeard(String text) {
        Await.until(text, () -> get("/heard").contains(text));
    }

    private static String get(String path) {
        return RestAssured.get("http://localhost:" + HTTP_PORT + path).asString();
    }

    /** A reload needs ports that stay the same. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
