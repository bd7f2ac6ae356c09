package io.plumtree.quarkus.test;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

class EndpointsOnManagementInterfaceTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.management.enabled", "true")
            .overrideConfigKey("quarkus.plumtree.endpoints.enabled", "true")
            .overrideConfigKey("quarkus.plumtree.node-id", "app")
            .overrideConfigKey("quarkus.plumtree.bind-port", "0");

    @TestHTTPResource(value = "/plumtree/members", management = true)
    URI members;

    @Test
    void strangersFindNothingWhereTheApplicationListens() {
        get("/q/plumtree/members").then().statusCode(404);
        get(members).then().statusCode(200).body("node", equalTo("app"));
    }
}
