package io.plumtree.quarkus.runtime.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.Preset;

/** The values of a key as the documentation shows them. */
final class PresetValues {

    private PresetValues() {
    }

    /** The default, and in brackets what other presets have instead. */
    static String inAll(ConfigKey<?> key) {
        String standard = in(Preset.DEFAULT, key);
        String others = Arrays.stream(Preset.values()).filter(preset -> !in(preset, key).equals(standard))
                .map(preset -> preset.key() + " " + in(preset, key)).collect(Collectors.joining(", "));
        return others.isEmpty() ? standard : standard + " (" + others + ")";
    }

    static String in(Preset preset, ConfigKey<?> key) {
        return shown(key.in(preset));
    }

    static String allowed(ConfigKey<?> key) {
        return key.type() == Boolean.class ? "true or false" : shown(key.minimum()) + " to " + shown(key.maximum());
    }

    private static String shown(Object value) {
        if (value instanceof Duration duration) {
            return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
        }
        return value.toString();
    }
}
