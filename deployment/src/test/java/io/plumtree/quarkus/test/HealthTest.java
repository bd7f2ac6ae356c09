package io.plumtree.quarkus.test;

import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(PeerNode.class, Await.class))
            .overrideConfigKey("quarkus.plumtree.node-id", "here")
            .overrideConfigKey("quarkus.plumtree.preset", "lan");

    @Inject
    PlumtreeNode node;

    @Test
    @Order(1)
    void aNodeAloneIsStartedLiveAndReady() {
        check("started").body("status", is("UP"));
        check("live").body("status", is("UP"));
        check("ready").body("status", is("UP")).body("checks[0].data.status", is("healthy"));
    }

    @Test
    @Order(2)
    void theChecksSayWhoTheNodeIsAndWhomItIsLinkedWith() {
        try (PeerNode peer = PeerNode.linked("peer", node)) {
            check("ready").body("checks", hasSize(1))
                    .body("checks[0].name", is("plumtree"))
                    .body("checks[0].data.node", is("here"))
                    .body("checks[0].data.preset", is("lan"))
                    .body("checks[0].data.transport", is("tcp"))
                    .body("checks[0].data.status", is("healthy"))
                    .body("checks[0].data.'fill.max-peers'", is("1/30"))
                    .body("checks[0].data.'fill.broadcast-queue-max-size'", is("0/4096"))
                    .body("checks[0].data.'grafts.failed'", is(0))
                    .body("checks[0].data.peers", is(1))
                    .body("checks[0].data.linked", is(1))
                    .body("checks[0].data.eager", is(node.health().eager()))
                    .body("checks[0].data.lazy", is(node.health().lazy()))
                    .body("checks[0].data.reason", is(node.health().reason()));
        }
    }

    @Test
    @Order(3)
    void aNodeThatLosesEverybodyItKnowsIsNotReadyAndNotToBeRestarted() {
        PeerNode peer = PeerNode.linked("peer", node);
        peer.close();
        Await.until("unlinked", () -> node.health().linked() == 0);
        Await.get(node.cluster().addPeer(PeerAddress.parse("nobody@127.0.0.1:1")));

        Await.until("isolated", () -> !node.health().ready());
        check("live").body("status", is("UP"));
        check("started").body("status", is("UP"));
        check("ready").body("status", is("DOWN"))
                .body("checks[0].data.status", is("unhealthy"))
                .body("checks[0].data.reason", is("linked to 0 of 1 known members"));
        Await.get(node.cluster().removePeer(NodeId.of("nobody")));
        Await.until("alone", () -> node.health().ready());
    }

    @Test
    @Order(4)
    void aNodeThatHasLeftIsLiveAndNotReady() {
        Await.get(node.leave(Duration.ofSeconds(5)));

        check("live").body("status", is("UP"));
        check("ready").body("status", is("DOWN")).body("checks[0].data.reason", is(node.health().reason()));
    }

    private static ValidatableResponse check(String kind) {
        return RestAssured.when().get("/q/health/" + kind).then();
    }
}
