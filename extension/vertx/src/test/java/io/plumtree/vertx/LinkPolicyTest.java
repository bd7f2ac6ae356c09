package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;

class LinkPolicyTest {

    private static final NodeId SELF = NodeId.of("self");

    @Test
    void thisHostIsAllowedByAnyLoopbackAddress() {
        for (String host : List.of("127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "localhost", "LOCALHOST")) {
            assertDoesNotThrow(() -> check(PlumtreeConfig.standard().withBind(new Address(host, 0))), host);
        }
    }

    @Test
    void listeningBeyondThisHostNamesTheKeyToSet() {
        for (String host : List.of("0.0.0.0", "::", "10.0.0.1", "fe80::1", "localhost.example.com", "127.0.0.1.example")) {
            InvalidConfigException e = assertThrows(InvalidConfigException.class,
                    () -> check(PlumtreeConfig.standard().withBind(new Address(host, 0))), host);
            assertEquals("security.insecure", e.key());
            assertTrue(e.getMessage().contains("bind-address = " + host), e.getMessage());
            assertTrue(e.getMessage().contains("security.insecure=true"), e.getMessage());
        }
    }

    @Test
    void advertisedAndPeerAddressesAreCheckedToo() {
        assertThrows(InvalidConfigException.class,
                () -> check(PlumtreeConfig.standard().withAdvertise(new Address("10.0.0.1", 1))));
        InvalidConfigException e = assertThrows(InvalidConfigException.class,
                () -> check(PlumtreeConfig.standard().withPeers(List.of(PeerAddress.parse("b@10.0.0.2:7947")))));
        assertTrue(e.getMessage().contains("peer b"), e.getMessage());
    }

    @Test
    void insecureAllowsEverything() {
        assertDoesNotThrow(() -> check(PlumtreeConfig.standard().withInsecure(true).withBind(new Address("0.0.0.0", 0))
                .withPeers(List.of(PeerAddress.parse("b@example.com:7947")))));
    }

    @Test
    void theEntryOfTheNodeItselfIsPassedOver() {
        assertDoesNotThrow(
                () -> check(PlumtreeConfig.standard().withPeers(List.of(PeerAddress.parse("self@10.0.0.2:7947")))));
    }

    @Test
    void twoAddressesForOnePeerConflict() {
        InvalidConfigException e = assertThrows(InvalidConfigException.class, () -> check(PlumtreeConfig.standard()
                .withPeers(List.of(PeerAddress.parse("b@localhost:1"), PeerAddress.parse("b@localhost:2")))));
        assertEquals("peers", e.key());
        assertTrue(e.getMessage().contains("localhost:1") && e.getMessage().contains("localhost:2"), e.getMessage());
    }

    private static void check(PlumtreeConfig config) {
        LinkPolicy.check(config, SELF);
    }
}
