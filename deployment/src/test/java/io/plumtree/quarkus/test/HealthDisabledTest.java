package io.plumtree.quarkus.test;

import static org.hamcrest.Matchers.hasSize;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

class HealthDisabledTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("plumtree.health.enabled", "false");

    @Test
    void thereAreNoChecks() {
        RestAssured.when().get("/q/health").then().body("checks", hasSize(0));
    }
}
