package io.plumtree.quarkus.runtime.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.plumtree.api.ConfigKey;

/** The names of all keys, without a prefix. */
final class KeyNames {

    static final String PREFIX = "plumtree.";
    static final String QUARKUS_PREFIX = "quarkus." + PREFIX;

    private static final List<String> NOT_IN_PRESETS = List.of("enabled", "preset", "cluster-name", "node-id",
            "bind-address", "bind-port", "advertise-address", "advertise-port", "peers", "tree", "ordering", "fifo-hold",
            "fifo-hold-max-bytes", "replay", "zone", "membership.enabled", "membership.bind-address", "membership.bind-port",
            "membership.advertise-address", "membership.advertise-port", "membership.seeds", "membership.label",
            "membership.key", "membership.verify-incoming", "membership.verify-outgoing", "membership.compatibility",
            "membership.cidrs-allowed", "membership.known-peers-file", "sync.strategy", "store.directory",
            "store.max-size", "store.max-bytes", "store.max-age", "store.sync", "security.insecure", "health.enabled",
            "metrics.enabled", "endpoints.enabled");
    private static final Set<String> LISTS = Set.of("peers", "membership.seeds", "membership.key",
            "membership.cidrs-allowed");
    private static final String TAGS = "tags.";
    private static final List<String> OF_A_TOPIC = List.of("ordering", "fifo-hold", "fifo-hold-max-bytes", "replay");
    private static final String TOPICS = "topics.";
    private static final Set<String> PLAIN = new LinkedHashSet<>(Stream
            .concat(NOT_IN_PRESETS.stream(), ConfigKey.all().stream().map(ConfigKey::name)).toList());

    private KeyNames() {
    }

    /** All keys but those of single topics and tags, in the order in which they are documented. */
    static Set<String> plain() {
        return PLAIN;
    }

    static boolean known(String key) {
        return PLAIN.contains(key) || isElement(key) || (key.startsWith(TAGS) && key.length() > TAGS.length())
                || (isOfATopic(key) && OF_A_TOPIC.contains(key.substring(key.lastIndexOf('.') + 1)));
    }

    /**
     * The known key that {@code name} iterated from a source stands for, if any. An environment variable cannot say where a
     * key has dashes: {@code PLUMTREE_TOPICS__X__FIFO_HOLD} is iterated as {@code topics."x".fifo.hold}.
     */
    static Optional<String> iterated(String name) {
        int endOfTopic = name.startsWith(TOPICS + '"') ? name.indexOf("\".", TOPICS.length() + 1) : -1;
        String key = endOfTopic < 0 ? name
                : name.substring(0, endOfTopic + 2) + name.substring(endOfTopic + 2).replace('.', '-');
        return Optional.of(key).filter(KeyNames::known);
    }

    /** The known key that takes the fewest changes to get to; none if they would change half of it. */
    static Optional<String> nearest(String key) {
        Stream<String> candidates = isOfATopic(key)
                ? OF_A_TOPIC.stream().map(name -> key.substring(0, key.lastIndexOf('.') + 1) + name)
                : PLAIN.stream();
        return candidates.min(Comparator.comparingInt(candidate -> EditDistance.between(key, candidate)))
                .filter(candidate -> EditDistance.between(key, candidate) * 2 <= candidate.length());
    }

    /** {@code list[index]} */
    private static boolean isElement(String key) {
        return key.matches(".*\\[\\d+]") && LISTS.contains(key.substring(0, key.lastIndexOf('[')));
    }

    /** {@code topics.name.key}, or {@code topics."any.name".key}. */
    private static boolean isOfATopic(String key) {
        int last = key.lastIndexOf('.');
        if (!key.startsWith(TOPICS) || last <= TOPICS.length()) {
            return false;
        }
        String topic = key.substring(TOPICS.length(), last);
        return topic.indexOf('.') < 0 || (topic.length() > 2 && topic.startsWith("\"") && topic.endsWith("\""));
    }
}
