package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.Plumtree;
import io.plumtree.quarkus.runtime.MutinyPlumtree;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class BroadcastErrorsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Await.class))
            .overrideConfigKey("quarkus.plumtree.max-message-size", "1000");

    @Inject
    Plumtree plumtree;

    @Inject
    MutinyPlumtree mutiny;

    @Test
    void aPayloadThatIsTooLargeFails() {
        assertInstanceOf(MessageTooLargeException.class, Await.failure(plumtree.broadcast(new byte[1001])));
        assertInstanceOf(MessageTooLargeException.class,
                Await.failure(mutiny.broadcast(new byte[1001]).subscribeAsCompletionStage()));
    }

    @Test
    void aBroadcastThatCanReachNobodyFails() {
        Await.get(plumtree.cluster().addPeer(PeerAddress.parse("nobody@127.0.0.1:1")));
        try {
            assertInstanceOf(NoReachablePeerException.class, Await.failure(plumtree.broadcast(new byte[1])));
        } finally {
            Await.get(plumtree.cluster().removePeer(NodeId.of("nobody")));
        }
    }

    @Test
    void aTopicThatIsNoneIsRefusedAtOnce() {
        assertThrows(IllegalArgumentException.class, () -> plumtree.broadcast(" ", new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> mutiny.broadcast(" ", new byte[1]));
    }

    @Test
    void aUniBroadcastsAtEverySubscription() {
        Uni<Long> sequence = mutiny.broadcast("uni", new byte[1]).map(id -> id.sequence());

        assertEquals(1, Await.get(sequence.subscribeAsCompletionStage()));
        assertEquals(2, Await.get(sequence.subscribeAsCompletionStage()));
    }
}
