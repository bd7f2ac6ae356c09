package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class UnknownPresetTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.plumtree.preset", "lann")
            .assertException(StartFailure.saying("quarkus.plumtree.preset", "lann", "allowed values", "large-cluster"));

    @Test
    void theStartStopsWithThePresetsThatThereAre() {
        fail("the application started");
    }
}
