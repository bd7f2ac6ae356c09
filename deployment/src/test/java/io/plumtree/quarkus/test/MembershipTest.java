package io.plumtree.quarkus.test;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.Address;
import io.plumtree.api.Member;
import io.plumtree.api.MemberJoined;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.NodeId;
import io.plumtree.api.Plumtree;
import io.plumtree.api.Seed;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

class MembershipTest {

    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAA==";

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(PeerNode.class, Await.class, Members.class, Inbox.class))
            .overrideConfigKey("quarkus.plumtree.node-id", "here")
            .overrideConfigKey("plumtree.membership.enabled", "true")
            .overrideConfigKey("plumtree.membership.key", KEY)
            .overrideConfigKey("plumtree.membership.gossip-interval", "20ms")
            .overrideConfigKey("plumtree.zone", "east")
            .overrideConfigKey("plumtree.tags.role", "shop");

    @Inject
    Plumtree plumtree;

    @Inject
    Members members;

    @Inject
    Inbox inbox;

    @Test
    void membersAreEventsAndHealthAndReachTheDelegate() throws Exception {
        Member self = plumtree.cluster().localMember();
        assertEquals("east", self.zone().orElseThrow());
        assertEquals("shop", self.tags().get("role"));
        assertEquals("here", members.joined.poll(60, TimeUnit.SECONDS));

        Address seed = self.address();
        try (PeerNode peer = PeerNode.of("there", config -> config.withMembership(MembershipSettings.STANDARD
                .withEnabled(true).withBindPort(0).withKeys(List.of(new byte[16]))
                .withSeeds(List.of(new Seed(Seed.Kind.HOST, seed.host(), seed.port())))))) {
            assertEquals("there", members.joined.poll(60, TimeUnit.SECONDS));
            Await.get(plumtree.cluster().whenMembers(2));
            peer.awaitLinkWith("here");
            RestAssured.when().get("/q/health/ready").then().body("checks[0].data.'members.alive'", is(2));

            Await.get(peer.node.cluster().sendReliable(NodeId.of("here"), "hello".getBytes(StandardCharsets.UTF_8)));
            assertEquals("hello", inbox.messages.poll(60, TimeUnit.SECONDS));
        }
        assertEquals("there", members.left.poll(60, TimeUnit.SECONDS));
    }

    @Singleton
    static class Members {

        final BlockingQueue<String> joined = new LinkedBlockingQueue<>();
        final BlockingQueue<String> left = new LinkedBlockingQueue<>();

        void joined(@Observes MemberJoined event) {
            joined.add(event.member().id().value());
        }

        void left(@Observes MemberLeft event) {
            left.add(event.member().id().value());
        }
    }

    @Singleton
    static class Inbox implements MembershipDelegate {

        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        public void message(ByteBuffer message) {
            messages.add(StandardCharsets.UTF_8.decode(message).toString());
        }
    }
}
