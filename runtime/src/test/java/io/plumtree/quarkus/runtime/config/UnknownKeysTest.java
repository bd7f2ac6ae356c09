package io.plumtree.quarkus.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.smallrye.config.EnvConfigSource;

class UnknownKeysTest {

    @ParameterizedTest
    @CsvSource({ "plumtree.eager-fanot,plumtree.eager-fanout", "quarkus.plumtree.peer,quarkus.plumtree.peers",
            "plumtree.messageCacheTtl,plumtree.message-cache-ttl", "plumtree.bind.port,plumtree.bind-port",
            "plumtree.compression.levl,plumtree.compression.level",
            "plumtree.topics.\"a.b\".order,plumtree.topics.\"a.b\".ordering" })
    void aMisspeltKeyIsFoundWithTheNearestKnownOneBelowItsPrefix(String key, String nearest) {
        assertEquals(Map.of(key, Optional.of(nearest)), UnknownKeys.in(Configs.of(key, "1")));
    }

    @Test
    void aKeyLikeNoOtherIsFoundWithoutAGuess() {
        assertEquals(Map.of("plumtree.kubernetes-discovery", Optional.empty()),
                UnknownKeys.in(Configs.of("plumtree.kubernetes-discovery", "1")));
    }

    @Test
    void aKeyOfAProfileIsFoundToo() {
        assertEquals(Map.of("plumtree.ring", Optional.of("plumtree.rings")),
                UnknownKeys.in(Configs.of("%dev.plumtree.ring", "1")));
    }

    @Test
    void knownKeysAreNotFound() {
        assertTrue(UnknownKeys.in(Configs.of("plumtree.rings", "3", "quarkus.plumtree.enabled", "true",
                "plumtree.peers[0]", "a@localhost:1", "plumtree.topics.a.ordering", "fifo",
                "plumtree.topics.\"a.b\".fifo-hold", "1s", "plumtree.health.enabled", "false",
                "%prod.plumtree.security.insecure", "true", "other.key", "1")).isEmpty());
    }

    @Test
    void environmentVariablesAreOthersToo() {
        assertTrue(UnknownKeys.in(Configs.ofSources(new EnvConfigSource(Map.of("PLUMTREE_HOME", "/opt"), 300))).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({ "'','',0", "a,'',1", "'',ab,2", "kitten,sitting,3", "rings,rings,0" })
    void theDistanceIsTheNumberOfChanges(String from, String to, int distance) {
        assertEquals(distance, EditDistance.between(from, to));
        assertEquals(distance, EditDistance.between(to, from));
    }
}
