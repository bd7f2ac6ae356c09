package io.plumtree.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a node is set up. Immutable: every {@code with} method returns another configuration and throws
 * {@link InvalidConfigException} for a value out of range; {@link #validated()} checks what holds between values.
 */
public final class PlumtreeConfig implements Cloneable {

    /** Where a node listens unless told otherwise: this host only. */
    public static final Address DEFAULT_BIND = new Address("127.0.0.1", 7947);
    /** The cluster's name unless told otherwise. */
    public static final String DEFAULT_CLUSTER_NAME = "plumtree";
    /** How a topic is delivered unless told otherwise. */
    public static final TopicConfig DEFAULT_TOPIC_CONFIG = new TopicConfig(Ordering.NONE, Duration.ofSeconds(5),
            16L << 20);

    private static final Duration LONGEST_HOLD = Duration.ofHours(1);

    private final Preset preset;
    private Object[] values;
    private String clusterName = DEFAULT_CLUSTER_NAME;
    private Optional<NodeId> nodeId = Optional.empty();
    private Address bind = DEFAULT_BIND;
    private Optional<String> advertiseHost = Optional.empty();
    private int advertisePort;
    private List<PeerAddress> peers = Collections.emptyList();
    private TreeMode tree = TreeMode.COMPUTED;
    private SyncStrategy syncStrategy = SyncStrategy.NEIGHBOUR;
    private boolean insecure;
    private TopicConfig topicDefaults = DEFAULT_TOPIC_CONFIG;
    private Map<String, TopicConfig> topics = Collections.emptyMap();
    private MembershipSettings membership = MembershipSettings.STANDARD;
    private Optional<String> zone = Optional.empty();
    private Map<String, String> tags = Collections.emptyMap();
    private Optional<StorageSettings> storage = Optional.empty();

    private PlumtreeConfig(Preset preset) {
        this.preset = preset;
        this.values = ConfigKey.all().stream().map(key -> key.in(preset)).toArray();
    }

    /**
     * @param preset an environment
     * @return its values
     */
    public static PlumtreeConfig of(Preset preset) {
        return new PlumtreeConfig(preset);
    }

    /** @return {@link Preset#DEFAULT} */
    public static PlumtreeConfig standard() {
        return of(Preset.DEFAULT);
    }

    /** @return {@link Preset#LAN} */
    public static PlumtreeConfig lan() {
        return of(Preset.LAN);
    }

    /** @return {@link Preset#WAN} */
    public static PlumtreeConfig wan() {
        return of(Preset.WAN);
    }

    /** @return {@link Preset#LARGE_CLUSTER} */
    public static PlumtreeConfig largeCluster() {
        return of(Preset.LARGE_CLUSTER);
    }

    /** @return the preset that the other values start from */
    public Preset preset() {
        return preset;
    }

    /**
     * @param <T> the key's type
     * @param key a key
     * @return its value
     */
    public <T extends Comparable<T>> T get(ConfigKey<T> key) {
        return key.type().cast(values[key.index()]);
    }

    /**
     * @param <T> the key's type
     * @param key a key
     * @param value its new value
     * @return this configuration with it
     */
    public <T extends Comparable<T>> PlumtreeConfig with(ConfigKey<T> key, T value) {
        key.checked(value);
        return changed(config -> {
            config.values = values.clone();
            config.values[key.index()] = value;
        });
    }

    /** @return the keys whose values differ from the preset, in the order of {@link ConfigKey#all()} */
    public List<ConfigKey<?>> overrides() {
        List<ConfigKey<?>> differing = new ArrayList<>();
        for (ConfigKey<?> key : ConfigKey.all()) {
            if (!values[key.index()].equals(key.in(preset))) {
                differing.add(key);
            }
        }
        return differing;
    }

    /** @return only nodes of one name link with each other */
    public String clusterName() {
        return clusterName;
    }

    /**
     * @param name at most 255 UTF-8 bytes
     * @return this configuration with that {@code cluster-name}
     */
    public PlumtreeConfig withClusterName(String name) {
        try {
            Names.checked("cluster-name", name, 255);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException("cluster-name", name, String.valueOf(e.getMessage()));
        }
        return changed(config -> config.clusterName = name);
    }

    /** @return the node's id; absent: host name and port */
    public Optional<NodeId> nodeId() {
        return nodeId;
    }

    /**
     * @param id unique in the cluster
     * @return this configuration with that {@code node-id}
     */
    public PlumtreeConfig withNodeId(NodeId id) {
        return changed(config -> config.nodeId = Optional.of(id));
    }

    /** @return where to listen; port 0 picks one */
    public Address bind() {
        return bind;
    }

    /**
     * @param address {@code bind-address} and {@code bind-port}; port 0 picks one
     * @return this configuration with it
     */
    public PlumtreeConfig withBind(Address address) {
        return changed(config -> config.bind = address);
    }

    /** @return the host that others shall connect to; absent: the one bound */
    public Optional<String> advertiseHost() {
        return advertiseHost;
    }

    /** @return the port that others shall connect to; 0: the one bound */
    public int advertisePort() {
        return advertisePort;
    }

    /**
     * @param address {@code advertise-address} and {@code advertise-port}, as others reach it; port 0: the one bound
     * @return this configuration with it
     */
    public PlumtreeConfig withAdvertise(Address address) {
        return changed(config -> {
            config.advertiseHost = Optional.of(address.host());
            config.advertisePort = address.port();
        });
    }

    /** @return the peers known from the start; unmodifiable */
    public List<PeerAddress> peers() {
        return peers;
    }

    /**
     * @param peers all of them; an entry for this node itself is passed over
     * @return this configuration with them
     */
    public PlumtreeConfig withPeers(List<PeerAddress> peers) {
        List<PeerAddress> copy = List.copyOf(peers);
        return changed(config -> config.peers = copy);
    }

    /** @return how the first tree of an origin is made */
    public TreeMode tree() {
        return tree;
    }

    /**
     * @param mode how the first tree of an origin is made
     * @return this configuration with that {@code tree}
     */
    public PlumtreeConfig withTree(TreeMode mode) {
        return changed(config -> config.tree = mode);
    }

    /** @return whom this node compares with */
    public SyncStrategy syncStrategy() {
        return syncStrategy;
    }

    /**
     * @param strategy {@code sync.strategy}: whom this node compares with
     * @return this configuration with it
     */
    public PlumtreeConfig withSyncStrategy(SyncStrategy strategy) {
        return changed(config -> config.syncStrategy = strategy);
    }

    /** @return whether plain connections beyond this host are allowed */
    public boolean insecure() {
        return insecure;
    }

    /**
     * @param insecure {@code security.insecure}: whether plain connections beyond this host are allowed
     * @return this configuration with it
     */
    public PlumtreeConfig withInsecure(boolean insecure) {
        return changed(config -> config.insecure = insecure);
    }

    /** @return how topics are delivered that {@link #withTopic} does not name */
    public TopicConfig topicDefaults() {
        return topicDefaults;
    }

    /**
     * @param topicConfig {@code ordering}, {@code fifo-hold}, {@code fifo-hold-max-bytes} and {@code replay} of topics not
     *        named
     * @return this configuration with it
     */
    public PlumtreeConfig withTopicDefaults(TopicConfig topicConfig) {
        checkTopic("", topicConfig);
        return changed(config -> config.topicDefaults = topicConfig);
    }

    /** @return the topics that are named, in the order given; unmodifiable */
    public Map<String, TopicConfig> topics() {
        return topics;
    }

    /**
     * @param topic a topic's name
     * @return how it is delivered
     */
    public TopicConfig topic(String topic) {
        return topics.getOrDefault(topic, topicDefaults);
    }

    /**
     * @param topic a topic's name
     * @param topicConfig how it is delivered
     * @return this configuration with it
     */
    public PlumtreeConfig withTopic(String topic, TopicConfig topicConfig) {
        try {
            Broadcast.checkedTopic(topic);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException("topics.\"" + topic + "\"", topic, String.valueOf(e.getMessage()));
        }
        checkTopic("topics.\"" + topic + "\".", topicConfig);
        Map<String, TopicConfig> more = new LinkedHashMap<>(topics);
        more.put(topic, topicConfig);
        return changed(config -> config.topics = Collections.unmodifiableMap(more));
    }

    /** @return how it takes part in membership, beside the timings */
    public MembershipSettings membership() {
        return membership;
    }

    /**
     * @param settings how it takes part in membership
     * @return this configuration with them
     */
    public PlumtreeConfig withMembership(MembershipSettings settings) {
        return changed(config -> config.membership = settings);
    }

    /** @return where this node runs, such as a data centre or availability zone; few payloads cross from one to another */
    public Optional<String> zone() {
        return zone;
    }

    /**
     * @param name where this node runs; members hear of it
     * @return this configuration with that {@code zone}
     */
    public PlumtreeConfig withZone(String name) {
        try {
            Names.checked("zone", name, 255);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException("zone", name, String.valueOf(e.getMessage()));
        }
        return changed(config -> config.zone = Optional.of(name));
    }

    /** @return what this node says about itself to other members, in the order given; unmodifiable */
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * @param more {@code tags."name"}: what this node says about itself, all of it; together with the node's own tags at most
     *        512 bytes when encoded
     * @return this configuration with them
     */
    public PlumtreeConfig withTags(Map<String, String> more) {
        try {
            Map<String, String> copy = MemberTags.checked(more);
            return changed(config -> config.tags = copy);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException("tags", more.keySet(), String.valueOf(e.getMessage()));
        }
    }

    /** @return the durable store; absent: messages are kept in memory */
    public Optional<StorageSettings> storage() {
        return storage;
    }

    /**
     * @param settings the durable store, which {@code plumtree-store} on the class path makes
     * @return this configuration with it
     */
    public PlumtreeConfig withStorage(StorageSettings settings) {
        return changed(config -> config.storage = Optional.of(settings));
    }

    /**
     * @param value {@link ConfigKey#EAGER_FANOUT}
     * @return this configuration with it
     */
    public PlumtreeConfig withEagerFanout(int value) {
        return with(ConfigKey.EAGER_FANOUT, value);
    }

    /**
     * @param value {@link ConfigKey#LAZY_FANOUT}
     * @return this configuration with it
     */
    public PlumtreeConfig withLazyFanout(int value) {
        return with(ConfigKey.LAZY_FANOUT, value);
    }

    /**
     * @param value {@link ConfigKey#RINGS}
     * @return this configuration with it
     */
    public PlumtreeConfig withRings(int value) {
        return with(ConfigKey.RINGS, value);
    }

    /**
     * @param value {@link ConfigKey#MAX_PEERS}
     * @return this configuration with it
     */
    public PlumtreeConfig withMaxPeers(int value) {
        return with(ConfigKey.MAX_PEERS, value);
    }

    /**
     * @param value {@link ConfigKey#IHAVE_INTERVAL}
     * @return this configuration with it
     */
    public PlumtreeConfig withIhaveInterval(Duration value) {
        return with(ConfigKey.IHAVE_INTERVAL, value);
    }

    /**
     * @param value {@link ConfigKey#IHAVE_BATCH_SIZE}
     * @return this configuration with it
     */
    public PlumtreeConfig withIhaveBatchSize(int value) {
        return with(ConfigKey.IHAVE_BATCH_SIZE, value);
    }

    /**
     * @param value {@link ConfigKey#DIGEST_INTERVAL}
     * @return this configuration with it
     */
    public PlumtreeConfig withDigestInterval(Duration value) {
        return with(ConfigKey.DIGEST_INTERVAL, value);
    }

    /**
     * @param value {@link ConfigKey#GRAFT_TIMEOUT}
     * @return this configuration with it
     */
    public PlumtreeConfig withGraftTimeout(Duration value) {
        return with(ConfigKey.GRAFT_TIMEOUT, value);
    }

    /**
     * @param value {@link ConfigKey#GRAFT_MAX_RETRIES}
     * @return this configuration with it
     */
    public PlumtreeConfig withGraftMaxRetries(int value) {
        return with(ConfigKey.GRAFT_MAX_RETRIES, value);
    }

    /**
     * @param value {@link ConfigKey#GRAFT_RATE_LIMIT_PER_SECOND}
     * @return this configuration with it
     */
    public PlumtreeConfig withGraftRateLimitPerSecond(int value) {
        return with(ConfigKey.GRAFT_RATE_LIMIT_PER_SECOND, value);
    }

    /**
     * @param value {@link ConfigKey#GRAFT_RATE_LIMIT_BURST}
     * @return this configuration with it
     */
    public PlumtreeConfig withGraftRateLimitBurst(int value) {
        return with(ConfigKey.GRAFT_RATE_LIMIT_BURST, value);
    }

    /**
     * @param value {@link ConfigKey#SYNC_INTERVAL}
     * @return this configuration with it
     */
    public PlumtreeConfig withSyncInterval(Duration value) {
        return with(ConfigKey.SYNC_INTERVAL, value);
    }

    /**
     * @param value {@link ConfigKey#SYNC_WINDOW}
     * @return this configuration with it
     */
    public PlumtreeConfig withSyncWindow(Duration value) {
        return with(ConfigKey.SYNC_WINDOW, value);
    }

    /**
     * @param value {@link ConfigKey#SYNC_MAX_BATCH_SIZE}
     * @return this configuration with it
     */
    public PlumtreeConfig withSyncMaxBatchSize(int value) {
        return with(ConfigKey.SYNC_MAX_BATCH_SIZE, value);
    }

    /**
     * @param value {@link ConfigKey#SYNC_MAX_PAGES_PER_SECOND}
     * @return this configuration with it
     */
    public PlumtreeConfig withSyncMaxPagesPerSecond(int value) {
        return with(ConfigKey.SYNC_MAX_PAGES_PER_SECOND, value);
    }

    /**
     * @param value {@link ConfigKey#MESSAGE_CACHE_TTL}
     * @return this configuration with it
     */
    public PlumtreeConfig withMessageCacheTtl(Duration value) {
        return with(ConfigKey.MESSAGE_CACHE_TTL, value);
    }

    /**
     * @param value {@link ConfigKey#MESSAGE_CACHE_MAX_SIZE}
     * @return this configuration with it
     */
    public PlumtreeConfig withMessageCacheMaxSize(int value) {
        return with(ConfigKey.MESSAGE_CACHE_MAX_SIZE, value);
    }

    /**
     * @param value {@link ConfigKey#MESSAGE_CACHE_MAX_BYTES}
     * @return this configuration with it
     */
    public PlumtreeConfig withMessageCacheMaxBytes(long value) {
        return with(ConfigKey.MESSAGE_CACHE_MAX_BYTES, value);
    }

    /**
     * @param value {@link ConfigKey#MAX_MESSAGE_SIZE}
     * @return this configuration with it
     */
    public PlumtreeConfig withMaxMessageSize(int value) {
        return with(ConfigKey.MAX_MESSAGE_SIZE, value);
    }

    /**
     * @param value {@link ConfigKey#MAX_TOPICS}
     * @return this configuration with it
     */
    public PlumtreeConfig withMaxTopics(int value) {
        return with(ConfigKey.MAX_TOPICS, value);
    }

    /**
     * @param value {@link ConfigKey#MAX_STREAMS}
     * @return this configuration with it
     */
    public PlumtreeConfig withMaxStreams(int value) {
        return with(ConfigKey.MAX_STREAMS, value);
    }

    /**
     * @param value {@link ConfigKey#MAX_MISSING}
     * @return this configuration with it
     */
    public PlumtreeConfig withMaxMissing(int value) {
        return with(ConfigKey.MAX_MISSING, value);
    }

    /**
     * @param value {@link ConfigKey#BROADCAST_QUEUE_MAX_SIZE}
     * @return this configuration with it
     */
    public PlumtreeConfig withBroadcastQueueMaxSize(int value) {
        return with(ConfigKey.BROADCAST_QUEUE_MAX_SIZE, value);
    }

    /**
     * @param value {@link ConfigKey#MAX_PENDING_ACKNOWLEDGEMENTS}
     * @return this configuration with it
     */
    public PlumtreeConfig withMaxPendingAcknowledgements(int value) {
        return with(ConfigKey.MAX_PENDING_ACKNOWLEDGEMENTS, value);
    }

    /**
     * @param value {@link ConfigKey#ACKNOWLEDGEMENT_TIMEOUT}
     * @return this configuration with it
     */
    public PlumtreeConfig withAcknowledgementTimeout(Duration value) {
        return with(ConfigKey.ACKNOWLEDGEMENT_TIMEOUT, value);
    }

    /**
     * @param value {@link ConfigKey#DELIVERY_QUEUE_MAX_SIZE}
     * @return this configuration with it
     */
    public PlumtreeConfig withDeliveryQueueMaxSize(int value) {
        return with(ConfigKey.DELIVERY_QUEUE_MAX_SIZE, value);
    }

    /**
     * @param value {@link ConfigKey#DELIVERY_QUEUE_MAX_BYTES}
     * @return this configuration with it
     */
    public PlumtreeConfig withDeliveryQueueMaxBytes(long value) {
        return with(ConfigKey.DELIVERY_QUEUE_MAX_BYTES, value);
    }

    /**
     * @param value {@link ConfigKey#STORE_QUEUE_MAX_BYTES}
     * @return this configuration with it
     */
    public PlumtreeConfig withStoreQueueMaxBytes(long value) {
        return with(ConfigKey.STORE_QUEUE_MAX_BYTES, value);
    }

    /**
     * @param value {@link ConfigKey#DELIVER_OWN}
     * @return this configuration with it
     */
    public PlumtreeConfig withDeliverOwn(boolean value) {
        return with(ConfigKey.DELIVER_OWN, value);
    }

    /**
     * @param value {@link ConfigKey#SEND_QUEUE_MAX_BYTES}
     * @return this configuration with it
     */
    public PlumtreeConfig withSendQueueMaxBytes(long value) {
        return with(ConfigKey.SEND_QUEUE_MAX_BYTES, value);
    }

    /**
     * @param value {@link ConfigKey#SOCKET_BUFFER_BYTES}
     * @return this configuration with it
     */
    public PlumtreeConfig withSocketBufferBytes(int value) {
        return with(ConfigKey.SOCKET_BUFFER_BYTES, value);
    }

    /**
     * @param value {@link ConfigKey#HANDSHAKE_TIMEOUT}
     * @return this configuration with it
     */
    public PlumtreeConfig withHandshakeTimeout(Duration value) {
        return with(ConfigKey.HANDSHAKE_TIMEOUT, value);
    }

    /**
     * @param value {@link ConfigKey#KEEP_ALIVE_INTERVAL}
     * @return this configuration with it
     */
    public PlumtreeConfig withKeepAliveInterval(Duration value) {
        return with(ConfigKey.KEEP_ALIVE_INTERVAL, value);
    }

    /**
     * @param value {@link ConfigKey#IDLE_TIMEOUT}
     * @return this configuration with it
     */
    public PlumtreeConfig withIdleTimeout(Duration value) {
        return with(ConfigKey.IDLE_TIMEOUT, value);
    }

    /**
     * @param value {@link ConfigKey#RECONNECT_MIN_DELAY}
     * @return this configuration with it
     */
    public PlumtreeConfig withReconnectMinDelay(Duration value) {
        return with(ConfigKey.RECONNECT_MIN_DELAY, value);
    }

    /**
     * @param value {@link ConfigKey#RECONNECT_MAX_DELAY}
     * @return this configuration with it
     */
    public PlumtreeConfig withReconnectMaxDelay(Duration value) {
        return with(ConfigKey.RECONNECT_MAX_DELAY, value);
    }

    /**
     * @param value {@link ConfigKey#SHUTDOWN_TIMEOUT}
     * @return this configuration with it
     */
    public PlumtreeConfig withShutdownTimeout(Duration value) {
        return with(ConfigKey.SHUTDOWN_TIMEOUT, value);
    }

    /**
     * @param value {@link ConfigKey#COMPRESSION_ENABLED}
     * @return this configuration with it
     */
    public PlumtreeConfig withCompressionEnabled(boolean value) {
        return with(ConfigKey.COMPRESSION_ENABLED, value);
    }

    /**
     * @param value {@link ConfigKey#COMPRESSION_LEVEL}
     * @return this configuration with it
     */
    public PlumtreeConfig withCompressionLevel(int value) {
        return with(ConfigKey.COMPRESSION_LEVEL, value);
    }

    /**
     * @param value {@link ConfigKey#COMPRESSION_MIN_SIZE}
     * @return this configuration with it
     */
    public PlumtreeConfig withCompressionMinSize(int value) {
        return with(ConfigKey.COMPRESSION_MIN_SIZE, value);
    }

    /**
     * Checks what holds between values.
     *
     * @return this configuration
     * @throws InvalidConfigException naming the key, the value and what is allowed
     */
    public PlumtreeConfig validated() {
        if (get(ConfigKey.IDLE_TIMEOUT).compareTo(get(ConfigKey.KEEP_ALIVE_INTERVAL)) <= 0) {
            throw new InvalidConfigException("idle-timeout", get(ConfigKey.IDLE_TIMEOUT),
                    "more than keep-alive-interval, which is " + get(ConfigKey.KEEP_ALIVE_INTERVAL));
        }
        if (get(ConfigKey.RECONNECT_MAX_DELAY).compareTo(get(ConfigKey.RECONNECT_MIN_DELAY)) < 0) {
            throw new InvalidConfigException("reconnect-max-delay", get(ConfigKey.RECONNECT_MAX_DELAY),
                    "at least reconnect-min-delay, which is " + get(ConfigKey.RECONNECT_MIN_DELAY));
        }
        if (get(ConfigKey.SYNC_WINDOW).compareTo(get(ConfigKey.SYNC_INTERVAL)) < 0) {
            throw new InvalidConfigException("sync.window", get(ConfigKey.SYNC_WINDOW),
                    "at least sync.interval, which is " + get(ConfigKey.SYNC_INTERVAL));
        }
        if (syncStrategy == SyncStrategy.PUSH_PULL
                && (!membership.enabled() || membership.compatibility() == MembershipCompatibility.SERF)) {
            throw new InvalidConfigException("sync.strategy", "push-pull",
                    "neighbour or off, unless membership.enabled is true and membership.compatibility is memberlist");
        }
        if (get(ConfigKey.MAX_PEERS) < 2 * get(ConfigKey.RINGS)) {
            throw new InvalidConfigException("max-peers", get(ConfigKey.MAX_PEERS),
                    "at least two for each of the rings, of which there are " + get(ConfigKey.RINGS));
        }
        if (get(ConfigKey.SEND_QUEUE_MAX_BYTES) < 2L * get(ConfigKey.MAX_MESSAGE_SIZE)) {
            throw new InvalidConfigException("send-queue-max-bytes", get(ConfigKey.SEND_QUEUE_MAX_BYTES),
                    "at least two messages of max-message-size, which is " + get(ConfigKey.MAX_MESSAGE_SIZE));
        }
        if (get(ConfigKey.MESSAGE_CACHE_MAX_BYTES) < get(ConfigKey.MAX_MESSAGE_SIZE)) {
            throw new InvalidConfigException("message-cache-max-bytes", get(ConfigKey.MESSAGE_CACHE_MAX_BYTES),
                    "at least max-message-size, which is " + get(ConfigKey.MAX_MESSAGE_SIZE));
        }
        if (get(ConfigKey.DELIVERY_QUEUE_MAX_BYTES) < get(ConfigKey.MAX_MESSAGE_SIZE)) {
            throw new InvalidConfigException("delivery-queue-max-bytes", get(ConfigKey.DELIVERY_QUEUE_MAX_BYTES),
                    "at least max-message-size, which is " + get(ConfigKey.MAX_MESSAGE_SIZE));
        }
        if (get(ConfigKey.MEMBERSHIP_PROBE_TIMEOUT).compareTo(get(ConfigKey.MEMBERSHIP_PROBE_INTERVAL)) >= 0) {
            throw new InvalidConfigException("membership.probe-timeout", get(ConfigKey.MEMBERSHIP_PROBE_TIMEOUT),
                    "less than membership.probe-interval, which is " + get(ConfigKey.MEMBERSHIP_PROBE_INTERVAL));
        }
        if (get(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_DEGRADED) > get(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_UNHEALTHY)) {
            throw new InvalidConfigException("health.graft-failure-rate-degraded",
                    get(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_DEGRADED), "at most health.graft-failure-rate-unhealthy, which is "
                            + get(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_UNHEALTHY));
        }
        return this;
    }

    private static void checkTopic(String prefix, TopicConfig topic) {
        Duration hold = topic.fifoHold();
        if (hold.isNegative() || hold.compareTo(LONGEST_HOLD) > 0) {
            throw new InvalidConfigException(prefix + "fifo-hold", hold, "PT0S to " + LONGEST_HOLD);
        }
        if (topic.fifoHoldMaxBytes() < 0) {
            throw new InvalidConfigException(prefix + "fifo-hold-max-bytes", topic.fifoHoldMaxBytes(), "0 or more");
        }
    }

    private PlumtreeConfig changed(Consumer<PlumtreeConfig> change) {
        try {
            PlumtreeConfig copy = (PlumtreeConfig) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("BUG: " + e, e);
        }
    }
}
