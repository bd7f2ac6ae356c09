package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.cdi.Topic;
import io.quarkus.test.QuarkusUnitTest;

class BadTopicTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Observer.class))
            .assertException(failure -> assertTrue(
                    failure.getMessage().contains("@Topic(\" \")") && failure.getMessage().contains("topic must not be blank"),
                    failure.getMessage()));

    @Test
    void aTopicThatNoMessageCanHaveStopsTheBuild() {
        fail("the application was built");
    }

    @ApplicationScoped
    static class Observer {

        void on(@Observes @Topic(" ") PlumtreeDelivery delivery) {
        }
    }
}
