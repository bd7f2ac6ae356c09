package io.plumtree.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.MemberUpdated;

/** What applications add to membership goes both ways. */
class MessagesIT {

    private final RealCluster cluster = new RealCluster();
    private GoPeer go;
    private JavaPeer java;

    @BeforeAll
    static void peers() {
        Peers.assumeInstalled();
    }

    @BeforeEach
    void form() {
        go = cluster.go("g1", "-meta=first", "-state=state of g1");
        java = cluster.java("j1", "state of j1",
                JavaPeer.config("j1", settings -> settings, go.address()).withTags(Map.of("role", "web")));
        cluster.awaitFormed();
    }

    @AfterEach
    void noComplaints() {
        try (RealCluster closed = cluster) {
            closed.assertNobodyComplains();
        }
    }

    @Test
    void userMessagesArriveByUdpAndByTcp() {
        cluster.awaitMessagesBothWays("short");
        Await.until("best effort from Go", () -> {
            go.sendBestEffort("j1", "light");
            return java.heardMessage("light");
        }, java::messages);

        String large = "0123456789abcdef".repeat(60_000);
        java.sendReliable("g1", large);
        go.await("a large message", GoPeer.message(large));
        go.sendReliable("j1", large);
        Await.until("a large message from Go", () -> java.heardMessage(large), () -> java.messages().size() + " messages");
    }

    @Test
    void broadcastsAndStatesOfTheApplicationAreExchanged() {
        go.await("the state of j1", GoPeer.is("state").and(event -> event.get("text").asText().equals("state of j1")));
        Await.until("the state of g1", () -> java.states().contains("state of g1"), java::states);

        go.broadcast("news-of-go");
        java.awaitMessage("news-of-go");
        java.broadcast("news-of-java");
        go.await("news of Java", GoPeer.message("news-of-java"));
    }

    @Test
    void changedMetadataAreSeenByTheOthers() {
        assertEquals("first", new String(java.member("g1").userMetadata(), StandardCharsets.UTF_8));
        assertArrayEquals(bytes(java.node().cluster().localMember().metadata()), go.metadata("j1"));

        go.meta("second");
        java.awaitMember("g1", member -> "second".equals(new String(member.userMetadata(), StandardCharsets.UTF_8)));
        Await.until("an event", () -> java.heard(MemberUpdated.class, event -> event.member().id().value().equals("g1")),
                () -> java.member("g1"));

        Await.get(java.node().cluster().updateTags(new TreeMap<>(Map.of("role", "db", "version", "2"))));
        go.await("other tags", GoPeer.is("member-updated", "j1"));
        assertArrayEquals(bytes(java.node().cluster().localMember().metadata()), go.metadata("j1"));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
