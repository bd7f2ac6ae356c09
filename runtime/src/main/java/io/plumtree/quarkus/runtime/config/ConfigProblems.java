package io.plumtree.quarkus.runtime.config;

import java.util.Set;

import org.eclipse.microprofile.config.Config;

import io.plumtree.api.InvalidConfigException;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Turns what a node refuses into what Quarkus shows, under the name that the application used. */
public final class ConfigProblems {

    private ConfigProblems() {
    }

    /**
     * @param problem names a key without prefix
     * @param config where the key was set, below either prefix
     * @return names the key with its prefix, the value and what is allowed
     */
    public static ConfigurationException of(InvalidConfigException problem, Config config) {
        boolean plain = config.getConfigValue(KeyNames.PREFIX + problem.key()).getValue() != null;
        String prefix = plain ? KeyNames.PREFIX : KeyNames.QUARKUS_PREFIX;
        return new ConfigurationException(prefix + problem.getMessage(), problem, Set.of(prefix + problem.key()));
    }
}
