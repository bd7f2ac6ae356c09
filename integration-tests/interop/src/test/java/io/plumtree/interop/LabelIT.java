package io.plumtree.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.plumtree.api.MembershipSettings;

/** Only members of one label find each other. Debian's memberlist has none, so the Go peer puts them around its transport. */
class LabelIT {

    private static final String LABEL = "blue";

    private final RealCluster cluster = new RealCluster();

    @BeforeAll
    static void peers() {
        Peers.assumeInstalled();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private static UnaryOperator<MembershipSettings> labelled(String label) {
        return settings -> settings.withLabel(label);
    }

    private static String[] goOptions(String label) {
        return new String[] { "-label=" + label };
    }

    @Test
    void membersOfOneLabelFormAClusterWhoeverJoinsWhom() {
        JavaPeer j1 = cluster.java("j1", labelled(LABEL));
        GoPeer g1 = cluster.go("g1", goOptions(LABEL));
        g1.join(j1.address());
        cluster.java("j2", labelled(LABEL), g1.address());
        cluster.awaitFormed();
        cluster.awaitMessagesBothWays("labelled");
        cluster.assertNobodyComplains();
    }

    @Test
    void whoHasAnotherLabelOrNoneStaysOut() {
        JavaPeer j1 = cluster.java("j1", labelled(LABEL));
        GoPeer g1 = cluster.go("g1", goOptions(LABEL));
        g1.join(j1.address());
        cluster.awaitFormed();
        long refused = 0;
        for (String other : List.of("red", "")) {
            GoPeer go = GoPeer.start("go-" + other, goOptions(other));
            JavaPeer java = cluster.java("java-" + other, labelled(other), g1.address(), j1.address());
            assertFalse(go.refusedBy(j1.address()).isEmpty());
            long before = refused;
            Await.until("j1 was asked in vain by both", () -> refusedByLabel(j1) >= before + 2,
                    () -> Await.get(j1.node().membershipStats()));
            Await.until("g1 was asked in vain", () -> g1.complaints().stream().anyMatch(line -> line.contains("label")),
                    () -> g1);
            assertEquals(RealCluster.names(go), go.present());
            assertEquals(RealCluster.names(java), java.present());
            cluster.remove(java);
            go.close();
            refused = refusedByLabel(j1);
        }
        assertEquals(RealCluster.names(j1, g1), j1.present());
        assertEquals(RealCluster.names(j1, g1), g1.present());
    }

    private static long refusedByLabel(JavaPeer java) {
        return Await.get(java.node().membershipStats()).rejectedRequests().getOrDefault("WRONG_LABEL", 0L);
    }
}
