package io.plumtree.quarkus.test;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;

class EndpointsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Await.class, PeerNode.class))
            .overrideConfigKey("quarkus.plumtree.endpoints.enabled", "true")
            .overrideConfigKey("quarkus.plumtree.node-id", "app")
            .overrideConfigKey("quarkus.plumtree.bind-port", "0");

    @Inject
    PlumtreeNode node;

    private PeerNode other;

    @BeforeEach
    void start() {
        other = PeerNode.linked("other", node);
    }

    @AfterEach
    void stop() {
        other.close();
    }

    @Test
    void membersAreThoseThatTheNodeKnows() {
        get("/q/plumtree/members").then().statusCode(200).contentType("application/json")
                .body("node", equalTo("app"))
                .body("epoch", equalTo(node.cluster().epoch()))
                .body("address", equalTo(node.cluster().address().toString()))
                .body("members.id", hasItem("other"))
                .body("members.find { it.id == 'other' }.linked", equalTo(true))
                .body("members.find { it.id == 'other' }.address", equalTo(other.node.cluster().address().toString()));
    }

    @Test
    void treeIsThePlaceOfTheNodeInIt() {
        Await.get(node.broadcast(new byte[] { 1 }));
        Await.get(other.node.broadcast(new byte[] { 1 }));
        Await.until("the message of the other is here",
                () -> get("/q/plumtree/tree").jsonPath().getList("trees").size() == 2);
        get("/q/plumtree/tree").then().statusCode(200)
                .body("node", equalTo("app"))
                .body("trees.origin", contains("app", "other"))
                .body("trees[0].parent", nullValue())
                .body("trees[0].eager", contains("other"))
                .body("trees[1].parent", equalTo("other"));
        given().queryParam("origin", "other").get("/q/plumtree/tree").then().statusCode(200)
                .body("trees.origin", contains("other"));
    }

    @Test
    void healthIsThatOfTheNode() {
        get("/q/plumtree/health").then().statusCode(200)
                .body("node", equalTo("app"))
                .body("status", equalTo("healthy"))
                .body("reason", equalTo(node.health().reason()))
                .body("transport", equalTo("tcp"))
                .body("linked", equalTo(1))
                .body("peers", equalTo(1))
                .body("delivery.failureRate", equalTo(0.0f))
                .body("fills.key", hasItem("message-cache-max-bytes"))
                .body("store", nullValue());
    }

    @Test
    void whatIsNotKnownIsNotFound() {
        given().queryParam("origin", "stranger").get("/q/plumtree/tree").then().statusCode(404)
                .body("error", containsString("stranger"));
    }

    @Test
    void whatIsNoIdIsRefused() {
        given().queryParam("origin", "").get("/q/plumtree/tree").then().statusCode(400)
                .body("error", containsString("node id"));
    }

    @Test
    void nothingCanBeChanged() {
        given().body("{}").post("/q/plumtree/members").then().statusCode(405).header("Allow", "GET, HEAD");
    }
}
