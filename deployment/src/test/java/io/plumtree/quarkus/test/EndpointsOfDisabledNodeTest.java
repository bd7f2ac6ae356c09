package io.plumtree.quarkus.test;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class EndpointsOfDisabledNodeTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.plumtree.enabled", "false")
            .overrideConfigKey("quarkus.plumtree.endpoints.enabled", "true");

    @Test
    void aNodeThatIsSwitchedOffIsUnavailable() {
        get("/q/plumtree/members").then().statusCode(503).body("error", containsString("plumtree.enabled=false"));
        get("/q/plumtree/health").then().statusCode(200).body("reason", containsString("plumtree.enabled=false"));
        get("/q/plumtree/tree").then().statusCode(503).body("error", containsString("plumtree.enabled=false"));
    }
}
