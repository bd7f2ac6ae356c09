package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Preset;
import io.plumtree.api.TopicConfig;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;

class FallbackPrefixTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("plumtree.preset", "wan")
            .overrideConfigKey("plumtree.node-id", "quarkus-1")
            .overrideConfigKey("plumtree.graft-timeout", "700ms")
            .overrideConfigKey("quarkus.plumtree.graft-max-retries", "9")
            .overrideConfigKey("plumtree.topics.\"my.topic\".ordering", "fifo");

    @Inject
    PlumtreeNode node;

    @Test
    void keysWithoutThePrefixOfQuarkusConfigureTheNode() {
        PlumtreeConfig config = node.config();

        assertEquals(Preset.WAN, config.preset());
        assertEquals("quarkus-1", node.cluster().localNode().value());
        assertEquals(Duration.ofMillis(700), config.get(ConfigKey.GRAFT_TIMEOUT));
        assertEquals(9, config.get(ConfigKey.GRAFT_MAX_RETRIES));
        assertEquals(Map.of("my.topic", new TopicConfig(Ordering.FIFO, Duration.ofSeconds(5), 16 << 20)), config.topics());
    }
}
