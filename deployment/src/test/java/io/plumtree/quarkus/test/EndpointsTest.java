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

import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.specification.RequestSpecification;

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
    void whyIsTheWayOfAMessage() {
        MessageId id = Await.get(other.node.broadcast("prices", new byte[] { 1 }));
        Await.until("the message is here", () -> why(id).get("/q/plumtree/why").statusCode() == 200);
        why(id).get("/q/plumtree/why").then()
                .body("path.node", contains("app", "other"))
                .body("path.arrival", contains("PUSHED", "OWN"))
                .body("path[0].hops", equalTo(1))
                .body("end", equalTo("ORIGIN"))
                .body("next", nullValue());
    }

    private static RequestSpecification why(MessageId id) {
        return given().queryParam("origin", id.origin().value()).queryParam("epoch", id.epoch())
                .queryParam("topic", id.topic()).queryParam("sequence", id.sequence());
    }

    @Test
    void whatIsAskedForByHalvesIsRefused() {
        given().queryParam("origin", "other").get("/q/plumtree/why").then().statusCode(400).body("error",
                containsString("epoch"));
        given().queryParam("origin", "other").queryParam("epoch", "today").get("/q/plumtree/why").then().statusCode(400)
                .body("error", containsString("'epoch' is no whole number: 'today'"));
        get("/q/plumtree/why").then().statusCode(400).body("error", containsString("member"));
    }

    @Test
    void whatIsNotKnownIsNotFound() {
        why(new MessageId(NodeId.of("stranger"), 1, "prices", 1)).get("/q/plumtree/why").then().statusCode(404)
                .body("error", containsString("stranger/1/prices/1"));
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
