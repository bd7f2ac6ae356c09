package io.plumtree.quarkus.test;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.MembershipSettings;
import io.plumtree.api.Seed;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;

class EndpointsWithMembershipTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Await.class, PeerNode.class))
            .overrideConfigKey("quarkus.plumtree.endpoints.enabled", "true")
            .overrideConfigKey("quarkus.plumtree.node-id", "app")
            .overrideConfigKey("quarkus.plumtree.bind-port", "0")
            .overrideConfigKey("quarkus.plumtree.membership.enabled", "true")
            .overrideConfigKey("quarkus.plumtree.membership.bind-port", "0");

    @Inject
    PlumtreeNode node;

    @Test
    void whyIsAlsoWhatIsKnownOfAMember() {
        Seed seed = Seed.parse(node.cluster().localMember().address().toString());
        try (PeerNode other = PeerNode.of("other", config -> config.withMembership(
                MembershipSettings.STANDARD.withEnabled(true).withBindPort(0).withSeeds(List.of(seed))))) {
            Await.get(node.cluster().whenMembers(2));
            given().queryParam("member", "other").get("/q/plumtree/why").then().statusCode(200)
                    .body("member", equalTo("other"))
                    .body("state", equalTo("ALIVE"))
                    .body("saidBy.size()", equalTo(0));
            get("/q/plumtree/members").then().body("members.find { it.id == 'other' }.state", equalTo("ALIVE"))
                    .body("members.find { it.id == 'other' }.membershipAddress",
                            equalTo(other.node.cluster().localMember().address().toString()));
        }
        given().queryParam("member", "stranger").get("/q/plumtree/why").then().statusCode(404)
                .body("error", containsString("stranger"));
    }
}
