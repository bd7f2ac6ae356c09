package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class NotANumberTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("plumtree.rings", "many")
            .assertException(StartFailure.saying("quarkus.plumtree.rings", "many", "integer"));

    @Test
    void theStartStopsWithTheKeyAndTheValue() {
        fail("the application started");
    }
}
