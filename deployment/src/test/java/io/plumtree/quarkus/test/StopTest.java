package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.BlockingQueue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.Plumtree;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.QuarkusUnitTest;

class StopTest {

    private static final String PEER = StopTest.class.getName() + ".peer";

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Farewell.class, PeerNode.class, Await.class))
            .setAfterUndeployListener(StopTest::applicationHasStopped);

    @Inject
    PlumtreeNode node;

    @Test
    void theNodeSendsWhatIsQueuedLeavesAndFreesItsPort() {
        // The test's class is loaded once more for the application: what both know are classes of the JDK.
        PeerNode peer = PeerNode.linked("peer", node);
        int port = node.cluster().address().port();
        BlockingQueue<String> heard = peer.heard;
        System.getProperties().put(PEER, new Object[] { port, heard, (Runnable) peer::close });
    }

    private static void applicationHasStopped() {
        Object[] left = (Object[]) System.getProperties().remove(PEER);
        @SuppressWarnings("unchecked")
        BlockingQueue<String> heard = (BlockingQueue<String>) left[1];
        assertEquals("farewell", Await.next(heard));
        try (ServerSocket socket = new ServerSocket((Integer) left[0], 1, InetAddress.getByName("127.0.0.1"))) {
            assertTrue(socket.isBound());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ((Runnable) left[2]).run();
        }
    }

    @ApplicationScoped
    static class Farewell {

        @Inject
        Plumtree plumtree;

        void stop(@Observes ShutdownEvent event) {
            plumtree.broadcast("farewell".getBytes());
        }
    }
}
