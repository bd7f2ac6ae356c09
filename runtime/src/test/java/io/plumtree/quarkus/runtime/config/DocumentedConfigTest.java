package io.plumtree.quarkus.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Preset;
import io.quarkus.runtime.LaunchMode;

/** The configuration that the documentation shows is one. */
class DocumentedConfigTest {

    private static final Path SHOP = Path.of("..", "docs", "modules", "ROOT", "examples", "shop.properties");

    @Test
    void theShopHasThreeNodesAndOrdersInOrder() throws IOException {
        Properties shop = new Properties();
        try (Reader reader = Files.newBufferedReader(SHOP)) {
            shop.load(reader);
        }
        String[] keysAndValues = shop.stringPropertyNames().stream()
                .flatMap(key -> Stream.of(key, shop.getProperty(key))).toArray(String[]::new);

        PlumtreeConfig config = NodeConfigs.of(Configs.mapped(keysAndValues), LaunchMode.NORMAL);

        assertEquals(Preset.LAN, config.preset());
        assertEquals("shop", config.clusterName());
        assertEquals(3, config.peers().size());
        assertEquals(Ordering.FIFO, config.topic("orders").ordering());
        assertEquals(0, UnknownKeys.in(Configs.of(keysAndValues)).size());
    }
}
