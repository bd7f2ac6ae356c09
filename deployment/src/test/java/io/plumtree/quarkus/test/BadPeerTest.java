package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class BadPeerTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.plumtree.peers", "a@localhost:7947,nobody")
            .assertException(StartFailure.saying("quarkus.plumtree.peers = nobody is not allowed", "id@host:port"));

    @Test
    void theStartStopsWithThePeerAndTheFormOfOne() {
        fail("the application started");
    }
}
