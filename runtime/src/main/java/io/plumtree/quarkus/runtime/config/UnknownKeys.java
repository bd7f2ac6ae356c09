package io.plumtree.quarkus.runtime.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.EnvConfigSource;

/** Finds keys that nobody reads: most of them are misspelt. */
public final class UnknownKeys {

    private UnknownKeys() {
    }

    /**
     * @param config where to look; environment variables are passed over, since other systems set them, and so are sources
     *        that only hold defaults
     * @return every unknown key below either prefix, with the nearest known one below the same prefix; sorted
     */
    public static Map<String, Optional<String>> in(Config config) {
        Map<String, Optional<String>> found = new TreeMap<>();
        for (ConfigSource source : config.getConfigSources()) {
            if (!(source instanceof EnvConfigSource) && source.getOrdinal() >= 0) {
                source.getPropertyNames().forEach(name -> check(withoutProfile(name), found));
            }
        }
        return found;
    }

    private static void check(String name, Map<String, Optional<String>> found) {
        for (String prefix : new String[] { KeyNames.PREFIX, KeyNames.QUARKUS_PREFIX }) {
            if (name.startsWith(prefix)) {
                String key = name.substring(prefix.length());
                if (!KeyNames.known(key)) {
                    found.put(name, KeyNames.nearest(key).map(nearest -> prefix + nearest));
                }
            }
        }
    }

    private static String withoutProfile(String name) {
        return name.startsWith("%") ? name.substring(name.indexOf('.') + 1) : name;
    }
}
