package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class OutOfRangeWithoutPrefixTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("plumtree.eager-fanout", "33")
            .assertException(StartFailure.saying("plumtree.eager-fanout = 33 is not allowed: 1 to 32"));

    @Test
    void theStartStopsWithTheKeyAsItWasWritten() {
        fail("the application started");
    }
}
