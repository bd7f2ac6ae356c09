package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.PeerPromotion;
import io.plumtree.quarkus.deployment.ObservedBuildItem;
import io.quarkus.test.QuarkusUnitTest;

/** The application observes some events and no deliveries. */
class ObservedTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Observers.class, BuildTimeAssertion.class))
            .addBuildChainCustomizer(BuildTimeAssertion.on(ObservedBuildItem.class, observed -> {
                assertEquals(Set.of(PeerPromotion.class, ClusterGap.class), observed.events());
                assertEquals(false, observed.deliveries());
            }));

    @Test
    void onlyWhatHasObserversIsHandedOver() {
        // asserted while the application was built
    }

    @ApplicationScoped
    static class Observers {

        void promotion(@Observes PeerPromotion event) {
        }

        void gap(@ObservesAsync ClusterGap event) {
        }

        void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        }
    }
}
