package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class ConflictingPrefixesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.plumtree.rings", "4")
            .overrideConfigKey("plumtree.rings", "3")
            .assertException(StartFailure.saying("quarkus.plumtree.rings = 4", " plumtree.rings = 3", "remove one of them"));

    @Test
    void theStartStopsNamingBothKeys() {
        fail("the application started");
    }
}
