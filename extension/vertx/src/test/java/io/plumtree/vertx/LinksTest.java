package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;

class LinksTest {

    private static final NodeId B = NodeId.of("b");
    private static final Address FIRST = new Address("127.0.0.1", 1);
    private static final Address SECOND = new Address("127.0.0.1", 2);
    private static final Address ELSEWHERE = new Address("10.0.0.1", 3);

    private final RecordingTransport transport = new RecordingTransport();
    private final PeerBook book = new PeerBook();
    private final Map<NodeId, Address> resolved = new HashMap<>();
    private final Links links = links(PlumtreeConfig.standard());

    @Test
    void theResolverIsAskedBeforeWhatWasConfigured() {
        book.add(B, FIRST);
        assertTrue(links.connect(B));
        resolved.put(B, SECOND);
        links.disconnect(B, "again");
        assertTrue(links.connect(B));

        assertEquals(List.of("connect b 127.0.0.1:1", "disconnect b", "connect b 127.0.0.1:2"), transport.calls);
    }

    @Test
    void whatThePeerSaidIsUsedWhenNothingElseIsKnown() {
        book.linkUp(new RemoteNode(B, 1, SECOND, 0));
        book.add(B, FIRST);
        assertEquals(FIRST, book.address(B));

        NodeId c = NodeId.of("c");
        book.linkUp(new RemoteNode(c, 1, SECOND, 0));
        assertEquals(SECOND, book.address(c));
    }

    @Test
    void anAddressThatChangedIsDialledOnceAfterAFailure() {
        book.add(B, FIRST);
        links.connect(B);
        links.dial(B);
        resolved.put(B, SECOND);
        links.dial(B);
        links.dial(B);

        assertEquals(List.of("connect b 127.0.0.1:1", "connect b 127.0.0.1:2"), transport.calls);
    }

    @Test
    void aMemberOfUnknownAddressIsDialledWhenItBecomesKnown() {
        assertFalse(links.connect(B));
        links.refresh();
        resolved.put(B, FIRST);
        links.refresh();

        assertEquals(List.of("connect b 127.0.0.1:1"), transport.calls);
    }

    @Test
    void aLinkedMemberIsNotDialled() {
        links.connect(B);
        book.linkUp(new RemoteNode(B, 1, FIRST, 0));
        links.refresh();

        assertEquals(List.of(), transport.calls);
    }

    @Test
    void addressesBeyondThisHostAreNotDialledUnlessInsecure() {
        resolved.put(B, ELSEWHERE);
        assertFalse(links.connect(B));
        assertEquals(List.of(), transport.calls);

        assertTrue(links(PlumtreeConfig.standard().withInsecure(true)).connect(B));
        assertEquals(List.of("connect b 10.0.0.1:3"), transport.calls);
    }

    @Test
    void aResolverThatThrowsIsPassedOver() {
        book.add(B, FIRST);
        Links broken = new Links(transport, peer -> {
            throw new IllegalStateException("on purpose");
        }, new LinkPolicy(PlumtreeConfig.standard()), book);

        assertTrue(broken.connect(B));
        assertEquals(List.of("connect b 127.0.0.1:1"), transport.calls);
    }

    private Links links(PlumtreeConfig config) {
        return new Links(transport, peer -> Optional.ofNullable(resolved.get(peer)), new LinkPolicy(config), book);
    }
}
