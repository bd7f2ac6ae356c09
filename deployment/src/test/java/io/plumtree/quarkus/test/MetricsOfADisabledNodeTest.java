package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class MetricsOfADisabledNodeTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Scrape.class))
            .overrideConfigKey("quarkus.plumtree.enabled", "false");

    @Test
    void thereAreNoMetricsOfANodeThatIsNotThere() {
        assertEquals(Map.of(), Scrape.now().families());
    }
}
