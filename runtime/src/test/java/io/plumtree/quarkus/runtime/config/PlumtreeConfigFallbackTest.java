package io.plumtree.quarkus.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Ordering;
import io.plumtree.api.Preset;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;

class PlumtreeConfigFallbackTest {

    @Test
    void aKeyMayDoWithoutThePrefixOfQuarkus() {
        PlumtreeRuntimeConfig config = Configs.mapped("plumtree.preset", "wan", "plumtree.rings", "4",
                "plumtree.compression.level", "7", "plumtree.security.insecure", "true");

        assertEquals(Preset.WAN, config.preset());
        assertEquals(OptionalInt.of(4), config.rings());
        assertEquals(OptionalInt.of(7), config.compression().level());
        assertTrue(config.security().insecure());
    }

    @Test
    void soMayTheKeysOfATopic() {
        PlumtreeRuntimeConfig config = Configs.mapped("plumtree.topics.\"x.y\".ordering", "fifo");

        assertEquals(Optional.of(Ordering.FIFO), config.topics().get("x.y").ordering());
    }

    @Test
    void soMayEnvironmentVariables() {
        assertEquals(OptionalInt.of(4711),
                Configs.mappedSources(new EnvConfigSource(Configs.map("PLUMTREE_BIND_PORT", "4711"), 300)).bindPort());
    }

    @Test
    void soMayTheEnvironmentVariablesOfATopic() {
        PlumtreeRuntimeConfig config = Configs
                .mappedSources(new EnvConfigSource(Configs.map("PLUMTREE_TOPICS__ORDERS__FIFO_HOLD", "1s"), 300));

        assertEquals(Optional.of(Duration.ofSeconds(1)), config.topics().get("orders").fifoHold());
    }

    @Test
    void anEnvironmentVariableBeatsAFileOfTheSamePrefix() {
        assertEquals(OptionalInt.of(3), Configs.mappedSources(new EnvConfigSource(Configs.map("PLUMTREE_RINGS", "3"), 300),
                Configs.file("plumtree.rings", "4")).rings());
    }

    @Test
    void theVariablesOfMemberlistPlumtreeAreKnownAndKeysBeatThem() {
        EnvConfigSource environment = new EnvConfigSource(
                Configs.map("PLUMTREE_ADVERTISE_ADDR", "10.0.0.7", "PLUMTREE_SEEDS", "a:7946,b:7946"), 300);
        PlumtreeRuntimeConfig config = Configs.mappedSources(environment);

        assertEquals(Optional.of("10.0.0.7"), config.advertiseAddress());
        assertEquals(Optional.of(List.of("a:7946", "b:7946")), config.membership().seeds());
        assertEquals(Optional.of(List.of("c:7946")),
                Configs.mappedSources(environment, Configs.file("plumtree.membership.seeds", "c:7946")).membership().seeds());
        assertEquals(Optional.empty(), Configs.mapped("plumtree.seeds", "a:7946").membership().seeds());
        assertTrue(UnknownKeys.in(Configs.of("plumtree.seeds", "a:7946")).containsKey("plumtree.seeds"));
    }

    @Test
    void membershipMayBeSetByEnvironmentVariablesToo() {
        PlumtreeRuntimeConfig config = Configs.mappedSources(new EnvConfigSource(Configs.map("PLUMTREE_MEMBERSHIP_ENABLED",
                "true", "PLUMTREE_MEMBERSHIP_BIND_PORT", "4711", "PLUMTREE_MEMBERSHIP_SEEDS", "a:1,b:2"), 300));

        assertTrue(config.membership().enabled());
        assertEquals(OptionalInt.of(4711), config.membership().bindPort());
        assertEquals(Optional.of(List.of("a:1", "b:2")), config.membership().seeds());
    }

    @Test
    void differentValuesOfOneKeyStopTheStartNamingBoth() {
        SmallRyeConfig config = Configs.of("plumtree.rings", "3", "quarkus.plumtree.rings", "4");
        ConfigurationException conflict = assertThrows(ConfigurationException.class,
                () -> config.getConfigValue("quarkus.plumtree.rings"));

        assertTrue(conflict.getMessage().startsWith("quarkus.plumtree.rings = 4 ("), conflict.getMessage());
        assertTrue(conflict.getMessage().contains("plumtree.rings = 3 ("), conflict.getMessage());
        assertEquals(Set.of("plumtree.rings", "quarkus.plumtree.rings"), conflict.getConfigKeys());
    }

    @Test
    void theSameValueTwiceIsNoConflict() {
        assertEquals(OptionalInt.of(3), Configs.mapped("plumtree.rings", "3", "quarkus.plumtree.rings", "3").rings());
    }

    @Test
    void aValueRecordedWhenTheApplicationWasBuiltIsADefaultAndNoConflict() {
        assertEquals(OptionalInt.of(3), Configs.mappedSources(
                new PropertiesConfigSource(Configs.map("quarkus.plumtree.rings", "4"), "recorded", Integer.MIN_VALUE + 100),
                new EnvConfigSource(Configs.map("PLUMTREE_RINGS", "3"), 300)).rings());
    }

    @Test
    void theVariablesOfAKubernetesServiceDisturbNothing() {
        EnvConfigSource environment = new EnvConfigSource(Configs.map(
                "PLUMTREE_PORT", "tcp://10.0.0.1:7947",
                "PLUMTREE_PORT_7947_TCP", "tcp://10.0.0.1:7947",
                "PLUMTREE_PORT_7947_TCP_ADDR", "10.0.0.1",
                "PLUMTREE_PORT_7947_TCP_PORT", "7947",
                "PLUMTREE_PORT_7947_TCP_PROTO", "tcp",
                "PLUMTREE_SERVICE_HOST", "10.0.0.1",
                "PLUMTREE_SERVICE_PORT", "7947",
                "PLUMTREE_SERVICE_PORT_BROADCAST", "7947"), 300);
        SmallRyeConfig config = Configs.ofSources(environment);

        assertEquals(OptionalInt.empty(), Configs.mappedSources(environment).bindPort());
        assertFalse(StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .anyMatch(name -> name.startsWith("quarkus.plumtree.") && name.contains("port")));
        assertTrue(UnknownKeys.in(config).isEmpty());
    }
}
