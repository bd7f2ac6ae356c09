package io.plumtree.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Members of both kinds become one cluster, whoever joins whom. */
class FormationIT {

    private final RealCluster cluster = new RealCluster();

    @BeforeAll
    static void peers() {
        Peers.assumeInstalled();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource
    void javaJoinsGo(Protection protection) {
        GoPeer g1 = cluster.go("g1", protection.goOptions());
        cluster.go("g2", protection.goOptions()).join(g1.address());
        cluster.java("j1", protection::apply, g1.address());
        cluster.awaitFormed();
        cluster.awaitMessagesBothWays("java joined");
        cluster.assertNobodyComplains();
    }

    @ParameterizedTest
    @EnumSource
    void goJoinsJava(Protection protection) {
        JavaPeer j1 = cluster.java("j1", protection::apply);
        cluster.java("j2", protection::apply, j1.address());
        cluster.go("g1", protection.goOptions()).join(j1.address());
        cluster.awaitFormed();
        cluster.awaitMessagesBothWays("go joined");
        cluster.assertNobodyComplains();
    }

    @ParameterizedTest
    @CsvSource({ "5, COMPRESSED", "10, PLAIN", "20, AES_256" })
    void eachJoinsTheOneBeforeItWhichIsOfTheOtherKind(int size, Protection protection) {
        Peer before = cluster.java("j00", protection::apply);
        for (int i = 1; i < size; i++) {
            String number = (i < 10 ? "0" : "") + i;
            if (i % 2 == 0) {
                before = cluster.java("j" + number, protection::apply, before.address());
            } else {
                GoPeer go = cluster.go("g" + number, protection.goOptions());
                go.join(before.address());
                before = go;
            }
        }
        cluster.awaitFormed();

        Set<String> ours = cluster.all(JavaPeer.class).stream().map(Peer::name).collect(Collectors.toSet());
        for (JavaPeer java : cluster.all(JavaPeer.class)) {
            Await.until("neighbours of " + java.name() + " are ours alone", () -> {
                Set<String> known = java.node().cluster().peers().stream().map(peer -> peer.id().value())
                        .collect(Collectors.toSet());
                known.add(java.name());
                return known.equals(ours);
            }, () -> java.node().cluster().peers());
        }
        cluster.assertNobodyComplains();
    }

    @Test
    void whoHasAnotherKeyOrNoneStaysOut() {
        JavaPeer j1 = cluster.java("j1", Protection.AES_128::apply);
        GoPeer g1 = cluster.go("g1", Protection.AES_128.goOptions());
        g1.join(j1.address());
        for (Protection other : new Protection[] { Protection.AES_256, Protection.COMPRESSED }) {
            GoPeer go = GoPeer.start("go-" + other, other.goOptions());
            JavaPeer java = cluster.java("java-" + other, other::apply, g1.address(), j1.address());
            assertFalse(go.refusedBy(j1.address()).isEmpty());
            Await.until("j1 was asked in vain by both",
                    () -> Await.get(j1.node().membershipStats()).rejectedRequests()
                            .getOrDefault(other == Protection.AES_256 ? "NOT_DECRYPTED" : "NOT_ENCRYPTED", 0L) > 1,
                    () -> Await.get(j1.node().membershipStats()));
            assertEquals(RealCluster.names(go), go.present());
            assertEquals(RealCluster.names(java), java.present());
            cluster.remove(java);
            go.close();
        }
        assertEquals(RealCluster.names(j1, g1), j1.present());
        assertEquals(RealCluster.names(j1, g1), g1.present());
    }
}
