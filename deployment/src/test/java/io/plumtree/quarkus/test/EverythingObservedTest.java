package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.cdi.Topic;
import io.plumtree.quarkus.deployment.ObservedBuildItem;
import io.quarkus.test.QuarkusUnitTest;

/** The application observes all events by their common type, and one topic. */
class EverythingObservedTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Observers.class, BuildTimeAssertion.class))
            .addBuildChainCustomizer(BuildTimeAssertion.on(ObservedBuildItem.class, observed -> {
                assertEquals(Set.of(PlumtreeEvent.class.getPermittedSubclasses()), observed.events());
                assertTrue(observed.deliveries());
            }));

    @Test
    void observersOfSupertypesAndOfSingleTopicsCount() {
        // asserted while the application was built
    }

    @ApplicationScoped
    static class Observers {

        void event(@Observes PlumtreeEvent event) {
        }

        void prices(@Observes @Topic("prices") PlumtreeDelivery delivery) {
        }
    }
}
