package io.plumtree.quarkus.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Preset;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.WithDefault;

/** The mapping and the catalogue of keys say the same. */
class ConfigKeyParityTest {

    static Stream<ConfigKey<?>> keys() {
        return ConfigKey.all().stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyOfTheCatalogueIsMappedWithItsType(ConfigKey<?> key) {
        assertEquals(key.type(), typeOf(member(key).getGenericReturnType()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyShowsItsValueInEveryPreset(ConfigKey<?> key) {
        assertEquals(PresetValues.inAll(key), member(key).getAnnotation(ConfigDocDefault.class).value());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyHasNoDefaultThatWouldBeatThePreset(ConfigKey<?> key) {
        assertFalse(member(key).isAnnotationPresent(WithDefault.class));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyThatIsSetReachesTheNode(ConfigKey<?> key) {
        Comparable<?> set = another(key);

        PlumtreeConfig config = NodeConfigs.of(Configs.mapped("quarkus.plumtree." + key.name(), set.toString()),
                LaunchMode.NORMAL);

        assertEquals(set, config.get(key));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetFillsWhatIsNotSet(Preset preset) {
        PlumtreeConfig config = NodeConfigs.of(Configs.mapped("quarkus.plumtree.preset", preset.key()),
                LaunchMode.NORMAL);

        for (ConfigKey<?> key : ConfigKey.all()) {
            assertEquals(key.in(preset), config.get(key), key.name());
        }
    }

    static Preset[] presets() {
        return Preset.values();
    }

    @Test
    void whatNoPresetSuppliesHasTheDefaultsOfPlainJava() {
        PlumtreeConfig plain = PlumtreeConfig.standard();
        PlumtreeConfig mapped = NodeConfigs.of(Configs.mapped(), LaunchMode.NORMAL);

        assertEquals(plain.clusterName(), mapped.clusterName());
        assertEquals(plain.nodeId(), mapped.nodeId());
        assertEquals(plain.bind(), mapped.bind());
        assertEquals(plain.advertiseHost(), mapped.advertiseHost());
        assertEquals(plain.advertisePort(), mapped.advertisePort());
        assertEquals(plain.peers(), mapped.peers());
        assertEquals(plain.tree(), mapped.tree());
        assertEquals(plain.syncStrategy(), mapped.syncStrategy());
        assertEquals(plain.insecure(), mapped.insecure());
        assertEquals(plain.topicDefaults(), mapped.topicDefaults());
        assertEquals(plain.topics(), mapped.topics());
        assertEquals(plain.zone(), mapped.zone());
        assertEquals(plain.tags(), mapped.tags());
        assertEquals(settings(plain), settings(mapped));
    }

    @Test
    void theKnownNamesAreThoseOfTheMappings() {
        Set<String> mapped = new TreeSet<>(namesOf(PlumtreeRuntimeConfig.class));
        mapped.addAll(namesOf(PlumtreeBuildTimeConfig.class));

        Set<String> known = new TreeSet<>(KeyNames.plain());
        known.addAll(Set.of("tags.*", "topics.*.ordering", "topics.*.fifo-hold", "topics.*.fifo-hold-max-bytes",
                "topics.*.replay"));
        assertEquals(mapped, known);
    }

    @Test
    void noKeyHasANameThatKubernetesGivesToAnotherVariable() {
        for (String key : KeyNames.plain()) {
            assertFalse(key.equals("port") || key.startsWith("port-") || key.startsWith("service-"), key);
        }
    }

    private static List<Object> settings(PlumtreeConfig config) {
        MembershipSettings settings = config.membership();
        return List.of(settings.enabled(), settings.bindHost(), settings.bindPort(), settings.advertiseHost(),
                settings.advertisePort(), settings.seeds(), settings.label(), settings.keys(), settings.verifyIncoming(),
                settings.verifyOutgoing(), settings.compatibility(), settings.allowed(), settings.knownPeersFile());
    }

    private static Set<String> namesOf(Class<?> mapping) {
        return ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(mapping)).keySet().stream()
                .map(name -> name.substring("quarkus.plumtree.".length()))
                .filter(name -> !name.endsWith("[*]"))
                .collect(Collectors.toSet());
    }

    private static Method member(ConfigKey<?> key) {
        Class<?> group = PlumtreeRuntimeConfig.class;
        String name = key.name();
        if (name.startsWith("compression.")) {
            group = PlumtreeRuntimeConfig.Compression.class;
            name = name.substring("compression.".length());
        } else if (name.startsWith("membership.")) {
            group = PlumtreeRuntimeConfig.Membership.class;
            name = name.substring("membership.".length());
        }
        if (name.startsWith("sync.")) {
            group = PlumtreeRuntimeConfig.Sync.class;
            name = name.substring("sync.".length());
        }
        if (name.startsWith("store.")) {
            group = PlumtreeRuntimeConfig.Store.class;
            name = name.substring("store.".length());
        }
        if (name.startsWith("health.")) {
            group = PlumtreeRuntimeConfig.Health.class;
            name = name.substring("health.".length());
        }
        String kebab = name;
        return Arrays.stream(group.getMethods()).filter(method -> kebab.equals(kebab(method.getName()))).findAny()
                .orElseThrow(() -> new AssertionError(key + " is not mapped"));
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Type typeOf(Type type) {
        if (type == OptionalInt.class) {
            return Integer.class;
        }
        if (type == OptionalLong.class) {
            return Long.class;
        }
        if (type == OptionalDouble.class) {
            return Double.class;
        }
        ParameterizedType optional = (ParameterizedType) type;
        assertEquals(Optional.class, optional.getRawType());
        return optional.getActualTypeArguments()[0];
    }

    /** A value that no preset has and that is valid together with the defaults. */
    private static Comparable<?> another(ConfigKey<?> key) {
        Comparable<?> standard = key.in(Preset.DEFAULT);
        Comparable<?> other;
        if (standard instanceof Integer number) {
            other = number + 1;
        } else if (standard instanceof Long number) {
            other = number + 1;
        } else if (standard instanceof Double part) {
            other = part + 0.01;
        } else if (standard instanceof Boolean on) {
            other = !on;
        } else {
            other = ((Duration) standard).plusMillis(1);
        }
        assertNotEquals(standard, other);
        return other;
    }
}
