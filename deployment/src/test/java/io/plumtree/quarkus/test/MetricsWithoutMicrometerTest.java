package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.quarkus.runtime.metrics.PlumtreeMetrics;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;

class MetricsWithoutMicrometerTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.micrometer.enabled", "false");

    @Inject
    PlumtreeNode node;

    @Inject
    Instance<PlumtreeMetrics> metrics;

    @Test
    void theNodeStartsAndNothingMeasuresIt() {
        assertTrue(node.health().ready());
        assertFalse(metrics.isResolvable());
    }
}
