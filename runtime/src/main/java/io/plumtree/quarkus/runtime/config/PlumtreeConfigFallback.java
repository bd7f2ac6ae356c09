package io.plumtree.quarkus.runtime.config;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.annotation.Priority;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Priorities;

/**
 * Lets {@code plumtree.x} stand for {@code quarkus.plumtree.x}, so that one configuration serves every runtime. Set both to
 * different values, and the start stops: nobody should have to know which one wins.
 * <p>
 * The environment variables {@code PLUMTREE_ADVERTISE_ADDR} and {@code PLUMTREE_SEEDS} are known, too, as such only. Otherwise
 * only names that are keys are mapped. Kubernetes gives every container {@code PLUMTREE_PORT}, {@code PLUMTREE_SERVICE_HOST}
 * and others like them when a Service is called plumtree; no key has such a name.
 */
@Priority(Priorities.LIBRARY + 600)
public class PlumtreeConfigFallback implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;

    /** What the deployments of memberlist-plumtree set, by the keys that they stand for. */
    private static final Map<String, String> VARIABLES = Map.of("advertise-address", "plumtree.advertise-addr",
            "membership.seeds", "plumtree.seeds");

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = byKey(context, name);
        if ((value == null || isDefault(value)) && name.startsWith(KeyNames.QUARKUS_PREFIX)) {
            String variable = VARIABLES.get(name.substring(KeyNames.QUARKUS_PREFIX.length()));
            ConfigValue set = variable == null ? null : context.proceed(variable);
            if (set != null && EnvConfigSource.NAME.equals(set.getSourceName())) {
                return set.withName(name);
            }
        }
        return value;
    }

    private static @Nullable ConfigValue byKey(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (!name.startsWith(KeyNames.QUARKUS_PREFIX)) {
            return value;
        }
        String plainName = KeyNames.PREFIX + name.substring(KeyNames.QUARKUS_PREFIX.length());
        ConfigValue plain = context.proceed(plainName);
        if (plain == null) {
            return value;
        }
        if (value == null || isDefault(value)) {
            return plain.withName(name);
        }
        if (!isDefault(plain) && !Objects.equals(value.getValue(), plain.getValue())) {
            throw new ConfigurationException(name + " = " + value.getValue() + " (" + value.getSourceName() + ") and "
                    + plainName + " = " + plain.getValue() + " (" + plain.getSourceName()
                    + ") are the same key with different values: remove one of them", Set.of(name, plainName));
        }
        return value;
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Set<String> names = new LinkedHashSet<>();
        context.iterateNames().forEachRemaining(name -> {
            names.add(name);
            if (name.startsWith(KeyNames.PREFIX)) {
                KeyNames.iterated(name.substring(KeyNames.PREFIX.length()))
                        .ifPresent(key -> names.add(KeyNames.QUARKUS_PREFIX + key));
            }
        });
        return names.iterator();
    }

    /** Defaults of the mapping, and what Quarkus recorded while it built the application, come from sources below zero. */
    private static boolean isDefault(ConfigValue value) {
        return value.getConfigSourceOrdinal() < 0;
    }
}
