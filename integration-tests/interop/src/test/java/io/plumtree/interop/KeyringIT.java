package io.plumtree.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.plumtree.api.MemberFailed;

/** The key of a cluster of both kinds is changed while it runs. */
class KeyringIT {

    private static final byte[] OLD = Protection.key(16, 1);
    private static final byte[] NEW = Protection.key(32, 2);

    private final RealCluster cluster = new RealCluster();

    @BeforeAll
    static void peers() {
        Peers.assumeInstalled();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aKeyIsReplacedStepByStepAndNobodyIsLockedOut() {
        JavaPeer j1 = cluster.java("j1", Protection.AES_128::apply);
        cluster.java("j2", Protection.AES_128::apply, j1.address());
        GoPeer g1 = cluster.go("g1", Protection.AES_128.goOptions());
        g1.join(j1.address());
        cluster.go("g2", Protection.AES_128.goOptions()).join(j1.address());
        cluster.awaitFormed();

        for (GoPeer go : cluster.all(GoPeer.class)) {
            go.changeKeys("add", NEW);
        }
        for (JavaPeer java : cluster.all(JavaPeer.class)) {
            Await.get(java.node().cluster().keyring().add(NEW));
        }
        cluster.awaitMessagesBothWays("added");
        g1.changeKeys("use", NEW);
        cluster.awaitMessagesBothWays("one of Go uses it");
        Await.get(j1.node().cluster().keyring().use(NEW));
        cluster.awaitMessagesBothWays("one of Java uses it");
        for (GoPeer go : cluster.all(GoPeer.class)) {
            go.changeKeys("use", NEW);
        }
        for (JavaPeer java : cluster.all(JavaPeer.class)) {
            Await.get(java.node().cluster().keyring().use(NEW));
        }
        cluster.awaitMessagesBothWays("all use it");
        for (GoPeer go : cluster.all(GoPeer.class)) {
            go.changeKeys("remove", OLD);
        }
        for (JavaPeer java : cluster.all(JavaPeer.class)) {
            Await.get(java.node().cluster().keyring().remove(OLD));
        }
        cluster.awaitMessagesBothWays("removed");

        cluster.java("j3", Protection.AES_256::apply, g1.address());
        cluster.go("g3", Protection.AES_256.goOptions()).join(j1.address());
        cluster.awaitFormed();
        cluster.assertNobodyComplains();
        try (GoPeer late = GoPeer.start("late", Protection.AES_128.goOptions())) {
            assertFalse(late.refusedBy(j1.address()).isEmpty());
            assertEquals(RealCluster.names(late), late.present());
        }
        for (JavaPeer java : cluster.all(JavaPeer.class)) {
            assertFalse(java.heard(MemberFailed.class, event -> true));
        }
        for (GoPeer go : cluster.all(GoPeer.class)) {
            assertTrue(go.events().stream().noneMatch(GoPeer.is("member-gone")));
        }
    }
}
