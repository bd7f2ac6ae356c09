package io.plumtree.quarkus.test;

import static io.restassured.RestAssured.get;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class EndpointsOffTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.plumtree.bind-port", "0");

    @Test
    void nothingIsToldUnlessItIsWanted() {
        get("/q/plumtree/members").then().statusCode(404);
        get("/q/plumtree/tree").then().statusCode(404);
    }
}
