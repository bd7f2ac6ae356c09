package io.plumtree.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberState;
import io.plumtree.api.MembershipCompatibility;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.PlumtreeConfig;

/** Our nodes as members of a Serf cluster. */
class SerfIT {

    private static final byte[] KEY = Protection.key(32, 3);

    private final RealCluster cluster = new RealCluster();

    @BeforeAll
    static void peers() {
        Peers.assumeInstalled();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private static MembershipSettings serf(MembershipSettings settings) {
        return settings.withCompatibility(MembershipCompatibility.SERF);
    }

    private static PlumtreeConfig encrypted(String name, String seed) {
        return JavaPeer.config(name, settings -> serf(settings).withKeys(List.of(KEY)), seed);
    }

    private static String encrypt() {
        return "-encrypt=" + Base64.getEncoder().encodeToString(KEY);
    }

    @Test
    void anEncryptedSerfClusterListsOurNodesWithTheirTagsUntilTheyLeave() {
        SerfAgent s1 = cluster.add(SerfAgent.start("s1", encrypt(), "-tag", "role=queue"));
        JavaPeer j1 = cluster.java("j1", "", encrypted("j1", s1.address()).withTags(Map.of("role", "web")));
        JavaPeer j2 = cluster.java("j2", "", encrypted("j2", j1.address()));
        SerfAgent s2 = cluster.add(SerfAgent.start("s2", encrypt(), "-join=" + j2.address()));
        cluster.awaitFormed();

        SerfAgent.Listed listed = s2.members().get("j1");
        assertEquals(j1.address(), listed.address());
        assertEquals(j1.node().cluster().localMember().tags(), listed.tags());
        assertEquals("web", listed.tags().get("role"));
        assertEquals("queue", j2.member("s1").tags().get("role"));

        Await.get(j1.node().cluster().updateTags(Map.of("role", "db")));
        s1.awaitTag("j1", "role", "db");
        s2.awaitTag("j1", "role", "db");
        s1.tag("role", "cache");
        j1.awaitMember("s1", member -> "cache".equals(member.tags().get("role")));

        s2.event("deploy", "7.1");
        Await.until("the event of Serf", () -> j1.messages().stream()
                .anyMatch(message -> message.contains("deploy") && message.contains("7.1")), j1::messages);

        cluster.remove(j1);
        s1.awaitStatus("j1", "left");
        s2.awaitStatus("j1", "left");
        j2.awaitState("j1", MemberState.LEFT);

        cluster.assertNobodyComplains();
        s2.leave();
        j2.awaitState("s2", MemberState.LEFT);
        s1.awaitStatus("s2", "left");
        assertFalse(j2.heard(MemberFailed.class, event -> true));
    }

    @Test
    void whoComesBackToASerfClusterIsAliveAndCanLeaveAgain() {
        JavaPeer first = cluster.java("j1", SerfIT::serf);
        SerfAgent s1 = cluster.add(SerfAgent.start("s1"));
        s1.join(first.address());
        SerfAgent s2 = cluster.add(SerfAgent.start("s2", "-join=" + s1.address()));
        cluster.awaitFormed();

        for (JavaPeer here = first;; here = cluster.java("j1", SerfIT::serf, s1.address())) {
            boolean again = here != first;
            s1.awaitStatus("j1", "alive");
            s2.awaitStatus("j1", "alive");
            cluster.remove(here);
            s1.awaitStatus("j1", "left");
            s2.awaitStatus("j1", "left");
            if (again) {
                break;
            }
        }
    }
}
