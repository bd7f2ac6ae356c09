package io.plumtree.quarkus.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Configurations as an application would have them. */
final class Configs {

    private Configs() {
    }

    /** @param keysAndValues of one properties file */
    static SmallRyeConfig of(String... keysAndValues) {
        return ofSources(file(keysAndValues));
    }

    static SmallRyeConfig ofSources(ConfigSource... sources) {
        return builder(sources).build();
    }

    static PlumtreeRuntimeConfig mapped(String... keysAndValues) {
        return mappedSources(file(keysAndValues));
    }

    static PlumtreeRuntimeConfig mappedSources(ConfigSource... sources) {
        return builder(sources).withMapping(PlumtreeRuntimeConfig.class).build()
                .getConfigMapping(PlumtreeRuntimeConfig.class);
    }

    static ConfigSource file(String... keysAndValues) {
        return new PropertiesConfigSource(map(keysAndValues), "application.properties", 250);
    }

    private static SmallRyeConfigBuilder builder(ConfigSource... sources) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters().withSources(sources)
                .withInterceptors(new PlumtreeConfigFallback());
    }

    static Map<String, String> map(String... keysAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
