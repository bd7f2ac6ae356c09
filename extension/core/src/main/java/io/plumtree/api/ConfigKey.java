package io.plumtree.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The catalogue of numeric and on-off settings: each with its name, its value in every preset and what is allowed. One
 * place that configuration readers, validation, generated tables and the parity tests share.
 *
 * @param <T> {@link Integer}, {@link Long}, {@link Double}, {@link Boolean} or {@link Duration}
 */
public final class ConfigKey<T extends Comparable<T>> {

    private static final List<ConfigKey<?>> CATALOGUE = new ArrayList<>();

    // --- the tree -------------------------------------------------------------------------------------------------
    /** Children of a node in a computed tree, and the base of the cap on children that parent change may reach. */
    public static final ConfigKey<Integer> EAGER_FANOUT = integers("eager-fanout", 1, 32, 3, 3, 4, 5);
    /** Lazy neighbours that hear an announcement while a tree settles; a settled tree needs two. */
    public static final ConfigKey<Integer> LAZY_FANOUT = integers("lazy-fanout", 1, 64, 6, 6, 8, 10);
    /** Hash-ordered rings whose union is the overlay; each gives a node two neighbours. */
    public static final ConfigKey<Integer> RINGS = integers("rings", 1, 10, 5, 5, 5, 5);
    /** Most links of this node, accepted ones included. */
    public static final ConfigKey<Integer> MAX_PEERS = integers("max-peers", 2, 64, 30, 30, 30, 30);

    // --- announcing and repairing ---------------------------------------------------------------------------------
    /** How long messages gather before they are announced together; five times as long while all goes well. */
    public static final ConfigKey<Duration> IHAVE_INTERVAL = durations("ihave-interval", "PT0.001S", "PT10S",
            "PT0.1S", "PT0.05S", "PT0.2S", "PT0.15S");
    /** Most intervals in one IHAVE; more are announced in several. */
    public static final ConfigKey<Integer> IHAVE_BATCH_SIZE = integers("ihave-batch-size", 1, 1024, 16, 8, 16, 32);
    /**
     * How long a stream is silent before every neighbour is told its newest messages, which closes what announcing to a few
     * left open. Told again after four times this.
     */
    public static final ConfigKey<Duration> DIGEST_INTERVAL = durations("digest-interval", "PT0.1S", "PT60S",
            "PT2S", "PT1S", "PT5S", "PT3S");
    /**
     * The scale of the wait before an announced message is pulled. The wait follows measured delays; it starts at half of
     * this, is never less than a fifth and never more than four times this.
     */
    public static final ConfigKey<Duration> GRAFT_TIMEOUT = durations("graft-timeout", "PT0.005S", "PT60S",
            "PT0.5S", "PT0.2S", "PT1S", "PT0.75S");
    /** How often a missing message is asked for before GraftFailed is told. */
    public static final ConfigKey<Integer> GRAFT_MAX_RETRIES = integers("graft-max-retries", 0, 100, 5, 3, 7, 5);
    /** Grafts that one neighbour may make a second for one origin; one too many waits. */
    public static final ConfigKey<Integer> GRAFT_RATE_LIMIT_PER_SECOND = integers("graft-rate-limit-per-second", 1,
            100_000, 10, 20, 5, 10);
    /** Grafts that one neighbour may make at once for one origin. */
    public static final ConfigKey<Integer> GRAFT_RATE_LIMIT_BURST = integers("graft-rate-limit-burst", 1, 100_000, 20,
            40, 15, 30);

    // --- anti-entropy ---------------------------------------------------------------------------------------------
    /**
     * How often this node compares with a neighbour what it knows, while there is something to compare; with
     * {@link SyncStrategy#PUSH_PULL}, how long it waits at least before it does so again.
     */
    public static final ConfigKey<Duration> SYNC_INTERVAL = durations("sync.interval", "PT0.1S", "PT1H", "PT30S",
            "PT15S", "PT60S", "PT45S");
    /** How long after its last message a stream is compared. At least {@link #SYNC_INTERVAL}. */
    public static final ConfigKey<Duration> SYNC_WINDOW = durations("sync.window", "PT0.1S", "PT24H", "PT90S", "PT45S",
            "PT180S", "PT135S");
    /** Most streams in one page of digests; more go in several, one after the other. */
    public static final ConfigKey<Integer> SYNC_MAX_BATCH_SIZE = integers("sync.max-batch-size", 1, 1024, 100, 100, 100,
            100);
    /** Pages that this node sends a second, to all neighbours together; more wait. */
    public static final ConfigKey<Integer> SYNC_MAX_PAGES_PER_SECOND = integers("sync.max-pages-per-second", 1, 100_000,
            50, 100, 25, 100);

    // --- bounds ---------------------------------------------------------------------------------------------------
    /** How long a message is retained to serve those who miss it. */
    public static final ConfigKey<Duration> MESSAGE_CACHE_TTL = durations("message-cache-ttl", "PT1S", "PT24H",
            "PT60S", "PT30S", "PT120S", "PT90S");
    /** Most messages retained; the oldest make room. */
    public static final ConfigKey<Integer> MESSAGE_CACHE_MAX_SIZE = integers("message-cache-max-size", 16, 100_000_000,
            10_000, 10_000, 20_000, 50_000);
    /** Most payload and header bytes retained; the oldest messages make room. */
    public static final ConfigKey<Long> MESSAGE_CACHE_MAX_BYTES = longs("message-cache-max-bytes", 65_536, 1L << 40,
            64L << 20, 64L << 20, 128L << 20, 256L << 20);
    /** Longest payload, in bytes, here and from others. */
    public static final ConfigKey<Integer> MAX_MESSAGE_SIZE = integers("max-message-size", 1, 64 << 20, 65_536, 65_536,
            65_536, 65_536);
    /** Most topics this node relays and delivers. */
    public static final ConfigKey<Integer> MAX_TOPICS = integers("max-topics", 1, 65_536, 256, 256, 256, 256);
    /** Most streams (one for each origin and topic) of which this node keeps account; the longest idle one makes room. */
    public static final ConfigKey<Integer> MAX_STREAMS = integers("max-streams", 16, 1_000_000, 10_000, 10_000, 10_000,
            20_000);
    /** Most intervals of messages missed at one time, over all origins; beyond it the oldest become a gap. */
    public static final ConfigKey<Integer> MAX_MISSING = integers("max-missing", 16, 10_000_000, 10_000, 10_000, 10_000,
            20_000);

    // --- broadcasting and delivering ------------------------------------------------------------------------------
    /** Broadcasts that may wait for the event loop at one time. */
    public static final ConfigKey<Integer> BROADCAST_QUEUE_MAX_SIZE = integers("broadcast-queue-max-size", 1,
            10_000_000, 4096, 4096, 4096, 4096);
    /** Broadcasts that may wait for {@link Acknowledgement#RECEIVED} at one time. */
    public static final ConfigKey<Integer> MAX_PENDING_ACKNOWLEDGEMENTS = integers("max-pending-acknowledgements", 1,
            10_000_000, 10_000, 10_000, 10_000, 10_000);
    /** How long a broadcast waits for {@link Acknowledgement#RECEIVED}. */
    public static final ConfigKey<Duration> ACKNOWLEDGEMENT_TIMEOUT = durations("acknowledgement-timeout", "PT0.01S",
            "PT10M", "PT10S", "PT5S", "PT30S", "PT10S");
    /** Messages of one topic that its observers may have in their hands; the next wait where they are retained. */
    public static final ConfigKey<Integer> DELIVERY_QUEUE_MAX_SIZE = integers("delivery-queue-max-size", 1, 100_000_000,
            10_000, 10_000, 20_000, 50_000);
    /** Payload bytes of one topic that its observers may have in their hands. */
    public static final ConfigKey<Long> DELIVERY_QUEUE_MAX_BYTES = longs("delivery-queue-max-bytes", 65_536, 1L << 40,
            64L << 20, 64L << 20, 128L << 20, 256L << 20);
    /** Whether a node's own broadcasts are delivered to its own observers too. */
    public static final ConfigKey<Boolean> DELIVER_OWN = switches("deliver-own", false, false, false, false);

    // --- links ----------------------------------------------------------------------------------------------------
    /** Bytes that may wait to be sent to one neighbour; beyond it the neighbour is served lazily until it catches up. */
    public static final ConfigKey<Long> SEND_QUEUE_MAX_BYTES = longs("send-queue-max-bytes", 16_384, 1L << 32, 4L << 20,
            4L << 20, 4L << 20, 4L << 20);
    /**
     * Bytes asked for each of the two buffers that the system has for a link's socket; 0 leaves them to the system. What waits
     * there is no longer seen to wait, so large ones hide for long that a neighbour is slow.
     */
    public static final ConfigKey<Integer> SOCKET_BUFFER_BYTES = integers("socket-buffer-bytes", 0, 1 << 30, 524_288,
            524_288, 0, 524_288);
    /** How long a new connection may take to say who it is. */
    public static final ConfigKey<Duration> HANDSHAKE_TIMEOUT = durations("handshake-timeout", "PT0.05S", "PT5M",
            "PT10S", "PT5S", "PT30S", "PT10S");
    /** How often a link is probed, which also measures its round trip. */
    public static final ConfigKey<Duration> KEEP_ALIVE_INTERVAL = durations("keep-alive-interval", "PT0.05S", "PT10M",
            "PT10S", "PT5S", "PT20S", "PT10S");
    /** How long a link may be silent before it is closed as dead. More than {@link #KEEP_ALIVE_INTERVAL}. */
    public static final ConfigKey<Duration> IDLE_TIMEOUT = durations("idle-timeout", "PT0.1S", "PT1H", "PT30S",
            "PT15S", "PT60S", "PT30S");
    /** The first wait before a peer is dialled again; it doubles with every failure. */
    public static final ConfigKey<Duration> RECONNECT_MIN_DELAY = durations("reconnect-min-delay", "PT0.001S", "PT10M",
            "PT0.1S", "PT0.1S", "PT0.5S", "PT0.2S");
    /** The longest wait before a peer is dialled again. At least {@link #RECONNECT_MIN_DELAY}. */
    public static final ConfigKey<Duration> RECONNECT_MAX_DELAY = durations("reconnect-max-delay", "PT0.001S", "PT1H",
            "PT5S", "PT2S", "PT15S", "PT10S");
    /** How long a graceful leave may take. */
    public static final ConfigKey<Duration> SHUTDOWN_TIMEOUT = durations("shutdown-timeout", "PT0S", "PT10M", "PT10S",
            "PT5S", "PT20S", "PT10S");

    // --- membership -----------------------------------------------------------------------------------------------
    /** How often a member is probed; one that does not answer within it is suspected. The same in the whole cluster. */
    public static final ConfigKey<Duration> MEMBERSHIP_PROBE_INTERVAL = durations("membership.probe-interval", "PT0.02S",
            "PT5M", "PT1S", "PT1S", "PT5S", "PT1S");
    /** How long a probe waits before others are asked to probe, too. Less than {@link #MEMBERSHIP_PROBE_INTERVAL}. */
    public static final ConfigKey<Duration> MEMBERSHIP_PROBE_TIMEOUT = durations("membership.probe-timeout", "PT0.01S",
            "PT1M", "PT0.5S", "PT0.5S", "PT3S", "PT0.5S");
    /** How many others are asked to probe a member that did not answer. */
    public static final ConfigKey<Integer> MEMBERSHIP_INDIRECT_CHECKS = integers("membership.indirect-checks", 0, 64, 3, 3,
            3, 3);
    /** How many probe intervals a suspicion lasts at least, in a small cluster. The same in the whole cluster. */
    public static final ConfigKey<Integer> MEMBERSHIP_SUSPICION_MULT = integers("membership.suspicion-mult", 1, 1000, 4, 4,
            6, 4);
    /** How many times as long a suspicion lasts while nobody else confirms it. */
    public static final ConfigKey<Integer> MEMBERSHIP_SUSPICION_MAX_TIMEOUT_MULT = integers(
            "membership.suspicion-max-timeout-mult", 1, 1000, 6, 6, 6, 6);
    /** How often news is gossiped. */
    public static final ConfigKey<Duration> MEMBERSHIP_GOSSIP_INTERVAL = durations("membership.gossip-interval", "PT0.01S",
            "PT1M", "PT0.2S", "PT0.2S", "PT0.5S", "PT0.2S");
    /** To how many members each round of gossip goes. */
    public static final ConfigKey<Integer> MEMBERSHIP_GOSSIP_NODES = integers("membership.gossip-nodes", 1, 64, 3, 3, 4, 3);
    /** How long a dead member is told the news, so that it can contradict; as long it is listed. */
    public static final ConfigKey<Duration> MEMBERSHIP_GOSSIP_TO_THE_DEAD_TIME = durations(
            "membership.gossip-to-the-dead-time", "PT0.1S", "PT24H", "PT30S", "PT30S", "PT60S", "PT30S");
    /** How often news is sent, times the logarithm of the cluster's size. */
    public static final ConfigKey<Integer> MEMBERSHIP_RETRANSMIT_MULT = integers("membership.retransmit-mult", 1, 1000, 4,
            4, 4, 4);
    /** How often everything known is exchanged with another member; 0 for never. */
    public static final ConfigKey<Duration> MEMBERSHIP_PUSH_PULL_INTERVAL = durations("membership.push-pull-interval",
            "PT0S", "PT24H", "PT30S", "PT30S", "PT60S", "PT30S");
    /** How long an exchange over TCP may take. */
    public static final ConfigKey<Duration> MEMBERSHIP_TCP_TIMEOUT = durations("membership.tcp-timeout", "PT0.05S", "PT10M",
            "PT10S", "PT10S", "PT30S", "PT10S");
    /** How often dead members and absent seeds are tried again; 0 for never. */
    public static final ConfigKey<Duration> MEMBERSHIP_RECONNECT_INTERVAL = durations("membership.reconnect-interval",
            "PT0S", "PT24H", "PT30S", "PT30S", "PT30S", "PT30S");
    /** How long a member must be dead before its id may come back from another address; 0 for never. */
    public static final ConfigKey<Duration> MEMBERSHIP_DEAD_NODE_RECLAIM_TIME = durations(
            "membership.dead-node-reclaim-time", "PT0S", "PT24H", "PT0S", "PT0S", "PT0S", "PT0S");
    /** Most members listed, dead ones included; others are not admitted. */
    public static final ConfigKey<Integer> MEMBERSHIP_MAX_MEMBERS = integers("membership.max-members", 1, 1_000_000, 20_000,
            20_000, 20_000, 20_000);
    /** Most bytes held of others' messages over TCP that are not complete; beyond it the longest is dropped. */
    public static final ConfigKey<Long> MEMBERSHIP_MAX_INPUT_BYTES = longs("membership.max-input-bytes", 21L << 20, 1L << 40,
            64L << 20, 64L << 20, 64L << 20, 256L << 20);

    // --- store ----------------------------------------------------------------------------------------------------
    /** Most bytes of messages on their way to the durable store; what comes while the disk is slower is not stored. */
    public static final ConfigKey<Long> STORE_QUEUE_MAX_BYTES = longs("store.queue-max-bytes", 1L << 16, 1L << 27, 16L << 20,
            16L << 20, 16L << 20, 32L << 20);

    // --- health ---------------------------------------------------------------------------------------------------
    /** How long the event loop may be silent before the node is not live. It turns every half second at least. */
    public static final ConfigKey<Duration> HEALTH_MAX_SILENCE = durations("health.max-silence", "PT1S", "PT1H", "PT5S",
            "PT5S", "PT5S", "PT5S");
    /** How far back failures and losses count. */
    public static final ConfigKey<Duration> HEALTH_WINDOW = durations("health.window", "PT1S", "PT1H", "PT60S", "PT60S",
            "PT60S", "PT60S");
    /** Beyond which part of the holes that could not be filled within the window a node is unhealthy; 1 for never. */
    public static final ConfigKey<Double> HEALTH_GRAFT_FAILURE_RATE_UNHEALTHY = parts("health.graft-failure-rate-unhealthy",
            0.8);
    /**
     * Beyond which part of the holes that could not be filled within the window a node is degraded. At most
     * {@link #HEALTH_GRAFT_FAILURE_RATE_UNHEALTHY}.
     */
    public static final ConfigKey<Double> HEALTH_GRAFT_FAILURE_RATE_DEGRADED = parts("health.graft-failure-rate-degraded",
            0.3);
    /** Beyond how many holes that wait to be filled a node is degraded. */
    public static final ConfigKey<Integer> HEALTH_PENDING_GRAFTS_DEGRADED = integers("health.pending-grafts-degraded", 0,
            10_000_000, 50, 50, 50, 50);
    /** Beyond which fill of what retains messages a node is degraded; 1 for never. */
    public static final ConfigKey<Double> HEALTH_CACHE_UTILIZATION_DEGRADED = parts("health.cache-utilization-degraded",
            0.95);
    /** Below how many neighbours a node is degraded that knows as many others; 0 for never. */
    public static final ConfigKey<Integer> HEALTH_MIN_PEERS_DEGRADED = integers("health.min-peers-degraded", 0, 64, 3, 3, 3,
            3);

    // --- compression ----------------------------------------------------------------------------------------------
    /** Whether payloads are compressed with zstd, once, by their origin. */
    public static final ConfigKey<Boolean> COMPRESSION_ENABLED = switches("compression.enabled", false, false, true,
            true);
    /** The zstd level. */
    public static final ConfigKey<Integer> COMPRESSION_LEVEL = integers("compression.level", 1, 22, 3, 3, 3, 3);
    /** Shortest payload worth compressing, in bytes. */
    public static final ConfigKey<Integer> COMPRESSION_MIN_SIZE = integers("compression.min-size", 1, 64 << 20, 256,
            256, 256, 256);

    private final String name;
    private final Class<T> type;
    private final T minimum;
    private final T maximum;
    private final List<T> presets;
    private final int index;

    private ConfigKey(String name, Class<T> type, T minimum, T maximum, List<T> presets) {
        this.name = name;
        this.type = type;
        this.minimum = minimum;
        this.maximum = maximum;
        this.presets = presets;
        this.index = CATALOGUE.size();
        CATALOGUE.add(this);
    }

    /** @return every key, in the order in which they stand here */
    public static List<ConfigKey<?>> all() {
        return Collections.unmodifiableList(CATALOGUE);
    }

    /** @return the name in configuration, without a prefix, such as {@code eager-fanout} */
    public String name() {
        return name;
    }

    /** @return the type of its values */
    public Class<T> type() {
        return type;
    }

    /** @return the least value allowed */
    public T minimum() {
        return minimum;
    }

    /** @return the greatest value allowed */
    public T maximum() {
        return maximum;
    }

    /**
     * @param preset a preset
     * @return its value there
     */
    @SuppressWarnings("EnumOrdinal") // the values of a key are written in the order of the presets
    public T in(Preset preset) {
        return presets.get(preset.ordinal());
    }

    /**
     * @param value a value
     * @return {@code value}
     * @throws InvalidConfigException if it is out of range, naming the key, the value and the range
     */
    public T checked(T value) {
        if (value.compareTo(minimum) < 0 || value.compareTo(maximum) > 0) {
            throw new InvalidConfigException(name, value, minimum + " to " + maximum);
        }
        return value;
    }

    int index() {
        return index;
    }

    @Override
    public String toString() {
        return name;
    }

    private static ConfigKey<Integer> integers(String name, int min, int max, int standard, int lan, int wan, int large) {
        return new ConfigKey<>(name, Integer.class, min, max, List.of(standard, lan, wan, large));
    }

    private static ConfigKey<Long> longs(String name, long min, long max, long standard, long lan, long wan, long large) {
        return new ConfigKey<>(name, Long.class, min, max, List.of(standard, lan, wan, large));
    }

    /** The same in every preset. */
    private static ConfigKey<Double> parts(String name, double standard) {
        return new ConfigKey<>(name, Double.class, 0.0, 1.0, List.of(standard, standard, standard, standard));
    }

    private static ConfigKey<Boolean> switches(String name, boolean standard, boolean lan, boolean wan, boolean large) {
        return new ConfigKey<>(name, Boolean.class, false, true, List.of(standard, lan, wan, large));
    }

    private static ConfigKey<Duration> durations(String name, String min, String max, String standard, String lan,
            String wan, String large) {
        return new ConfigKey<>(name, Duration.class, Duration.parse(min), Duration.parse(max),
                List.of(Duration.parse(standard), Duration.parse(lan), Duration.parse(wan), Duration.parse(large)));
    }
}
