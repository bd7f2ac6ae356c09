package io.plumtree.quarkus.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

import io.plumtree.api.Address;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Replay;
import io.plumtree.api.Seed;
import io.plumtree.api.StorageSettings;
import io.plumtree.api.StoreSync;
import io.plumtree.api.TopicConfig;
import io.quarkus.runtime.LaunchMode;

/** Makes a node's configuration of the application's. */
public final class NodeConfigs {

    private NodeConfigs() {
    }

    /**
     * @param config the application's
     * @param mode development and test mode imply {@code security.insecure}, and test mode a free port
     * @return the node's
     * @throws InvalidConfigException naming the key, the value and what is allowed
     */
    public static PlumtreeConfig of(PlumtreeRuntimeConfig config, LaunchMode mode) {
        PlumtreeConfig node = PlumtreeConfig.of(config.preset())
                .withClusterName(config.clusterName())
                .withTree(config.tree())
                .withSyncStrategy(config.sync().strategy())
                .withInsecure(config.security().insecure() || mode.isDevOrTest());
        node = addresses(node, config, mode);
        node = topics(node, config);
        node = membership(node, config, mode);
        node = storage(node, config.store());
        node = keys(node, config);
        return node.validated();
    }

    private static PlumtreeConfig addresses(PlumtreeConfig node, PlumtreeRuntimeConfig config, LaunchMode mode) {
        int port = config.bindPort()
                .orElse(mode == LaunchMode.TEST ? 0 : PlumtreeConfig.DEFAULT_BIND.port());
        PlumtreeConfig result = node
                .withBind(address("bind-address", config.bindAddress(), "bind-port", port, 0))
                .withPeers(peers(config));
        if (config.nodeId().isPresent()) {
            String id = config.nodeId().get();
            result = result.withNodeId(parsed("node-id", id, () -> NodeId.of(id)));
        }
        OptionalInt advertisePort = config.advertisePort();
        if (config.advertiseAddress().isPresent()) {
            result = result.withAdvertise(address("advertise-address", config.advertiseAddress().get(), "advertise-port",
                    advertisePort.orElse(0), advertisePort.isPresent() ? 1 : 0));
        } else if (advertisePort.isPresent()) {
            throw new InvalidConfigException("advertise-port", advertisePort.getAsInt(),
                    "set advertise-address, too, or neither of them");
        }
        return result;
    }

    private static Address address(String hostKey, String host, String portKey, int port, int lowestPort) {
        if (port < lowestPort || port > 65_535) {
            throw new InvalidConfigException(portKey, port, lowestPort + " to 65535");
        }
        return parsed(hostKey, host, () -> new Address(host, port));
    }

    private static List<PeerAddress> peers(PlumtreeRuntimeConfig config) {
        List<PeerAddress> peers = new ArrayList<>();
        for (String peer : config.peers().orElse(List.of())) {
            peers.add(parsed("peers", peer, () -> PeerAddress.parse(peer.strip())));
        }
        return peers;
    }

    private static <T> T parsed(String key, String value, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException(key, value, String.valueOf(e.getMessage()));
        }
    }

    private static PlumtreeConfig topics(PlumtreeConfig node, PlumtreeRuntimeConfig config) {
        TopicConfig defaults = new TopicConfig(config.ordering(), config.fifoHold(), config.fifoHoldMaxBytes(),
                parsed("replay", config.replay(), () -> Replay.parse(config.replay())));
        PlumtreeConfig result = node.withTopicDefaults(defaults);
        for (Map.Entry<String, PlumtreeRuntimeConfig.TopicGroup> topic : config.topics().entrySet()) {
            PlumtreeRuntimeConfig.TopicGroup own = topic.getValue();
            result = result.withTopic(topic.getKey(), new TopicConfig(own.ordering().orElse(defaults.ordering()),
                    own.fifoHold().orElse(defaults.fifoHold()),
                    own.fifoHoldMaxBytes().orElse(defaults.fifoHoldMaxBytes()),
                    own.replay().map(text -> parsed("topics.\"" + topic.getKey() + "\".replay", text, () -> Replay.parse(text)))
                            .orElse(defaults.replay())));
        }
        return result;
    }

    private static PlumtreeConfig membership(PlumtreeConfig node, PlumtreeRuntimeConfig config, LaunchMode mode) {
        PlumtreeRuntimeConfig.Membership membership = config.membership();
        MembershipSettings settings = MembershipSettings.STANDARD.withEnabled(membership.enabled())
                .withBindPort(membership.bindPort().orElse(mode == LaunchMode.TEST ? 0 : MembershipSettings.DEFAULT_PORT))
                .withSeeds(membership.seeds().orElse(List.of()).stream()
                        .map(seed -> parsed("membership.seeds", seed, () -> Seed.parse(seed.strip()))).toList())
                .withLabel(membership.label().orElse(""))
                .withKeys(membership.key().orElse(List.of()).stream()
                        .map(key -> MembershipSettings.parseKey(key.strip())).toList())
                .withVerify(membership.verifyIncoming(), membership.verifyOutgoing())
                .withCompatibility(membership.compatibility())
                .withAllowed(membership.cidrsAllowed().orElse(List.of()));
        if (membership.bindAddress().isPresent()) {
            settings = settings.withBindHost(membership.bindAddress().get());
        }
        if (membership.advertiseAddress().isPresent()) {
            settings = settings.withAdvertiseHost(membership.advertiseAddress().get());
        }
        if (membership.advertisePort().isPresent()) {
            settings = settings.withAdvertisePort(membership.advertisePort().getAsInt());
        }
        if (membership.knownPeersFile().isPresent()) {
            String file = membership.knownPeersFile().get();
            settings = settings.withKnownPeersFile(parsed("membership.known-peers-file", file, () -> Path.of(file)));
        }
        PlumtreeConfig result = node.withMembership(settings).withTags(config.tags());
        return config.zone().isPresent() ? result.withZone(config.zone().get()) : result;
    }

    private static PlumtreeConfig storage(PlumtreeConfig node, PlumtreeRuntimeConfig.Store store) {
        if (store.directory().isEmpty()) {
            return node;
        }
        String directory = store.directory().get();
        return node.withStorage(new StorageSettings(parsed("store.directory", directory, () -> Path.of(directory)),
                store.maxSize(), store.maxBytes(), store.maxAge(),
                parsed("store.sync", store.sync(), () -> StoreSync.parse(store.sync()))));
    }

    private static PlumtreeConfig keys(PlumtreeConfig node, PlumtreeRuntimeConfig config) {
        PlumtreeRuntimeConfig.Compression compression = config.compression();
        PlumtreeRuntimeConfig.Membership membership = config.membership();
        PlumtreeRuntimeConfig.Health health = config.health();
        return new Overrides(node)
                .with(ConfigKey.EAGER_FANOUT, config.eagerFanout())
                .with(ConfigKey.LAZY_FANOUT, config.lazyFanout())
                .with(ConfigKey.RINGS, config.rings())
                .with(ConfigKey.MAX_PEERS, config.maxPeers())
                .with(ConfigKey.IHAVE_INTERVAL, config.ihaveInterval())
                .with(ConfigKey.IHAVE_BATCH_SIZE, config.ihaveBatchSize())
                .with(ConfigKey.DIGEST_INTERVAL, config.digestInterval())
                .with(ConfigKey.GRAFT_TIMEOUT, config.graftTimeout())
                .with(ConfigKey.GRAFT_MAX_RETRIES, config.graftMaxRetries())
                .with(ConfigKey.GRAFT_RATE_LIMIT_PER_SECOND, config.graftRateLimitPerSecond())
                .with(ConfigKey.GRAFT_RATE_LIMIT_BURST, config.graftRateLimitBurst())
                .with(ConfigKey.SYNC_INTERVAL, config.sync().interval())
                .with(ConfigKey.SYNC_WINDOW, config.sync().window())
                .with(ConfigKey.SYNC_MAX_BATCH_SIZE, config.sync().maxBatchSize())
                .with(ConfigKey.SYNC_MAX_PAGES_PER_SECOND, config.sync().maxPagesPerSecond())
                .with(ConfigKey.MESSAGE_CACHE_TTL, config.messageCacheTtl())
                .with(ConfigKey.MESSAGE_CACHE_MAX_SIZE, config.messageCacheMaxSize())
                .with(ConfigKey.MESSAGE_CACHE_MAX_BYTES, config.messageCacheMaxBytes())
                .with(ConfigKey.MAX_MESSAGE_SIZE, config.maxMessageSize())
                .with(ConfigKey.MAX_TOPICS, config.maxTopics())
                .with(ConfigKey.MAX_STREAMS, config.maxStreams())
                .with(ConfigKey.MAX_MISSING, config.maxMissing())
                .with(ConfigKey.BROADCAST_QUEUE_MAX_SIZE, config.broadcastQueueMaxSize())
                .with(ConfigKey.MAX_PENDING_ACKNOWLEDGEMENTS, config.maxPendingAcknowledgements())
                .with(ConfigKey.ACKNOWLEDGEMENT_TIMEOUT, config.acknowledgementTimeout())
                .with(ConfigKey.DELIVERY_QUEUE_MAX_SIZE, config.deliveryQueueMaxSize())
                .with(ConfigKey.DELIVERY_QUEUE_MAX_BYTES, config.deliveryQueueMaxBytes())
                .with(ConfigKey.DELIVER_OWN, config.deliverOwn())
                .with(ConfigKey.SEND_QUEUE_MAX_BYTES, config.sendQueueMaxBytes())
                .with(ConfigKey.SOCKET_BUFFER_BYTES, config.socketBufferBytes())
                .with(ConfigKey.HANDSHAKE_TIMEOUT, config.handshakeTimeout())
                .with(ConfigKey.KEEP_ALIVE_INTERVAL, config.keepAliveInterval())
                .with(ConfigKey.IDLE_TIMEOUT, config.idleTimeout())
                .with(ConfigKey.RECONNECT_MIN_DELAY, config.reconnectMinDelay())
                .with(ConfigKey.RECONNECT_MAX_DELAY, config.reconnectMaxDelay())
                .with(ConfigKey.SHUTDOWN_TIMEOUT, config.shutdownTimeout())
                .with(ConfigKey.MEMBERSHIP_PROBE_INTERVAL, membership.probeInterval())
                .with(ConfigKey.MEMBERSHIP_PROBE_TIMEOUT, membership.probeTimeout())
                .with(ConfigKey.MEMBERSHIP_INDIRECT_CHECKS, membership.indirectChecks())
                .with(ConfigKey.MEMBERSHIP_SUSPICION_MULT, membership.suspicionMult())
                .with(ConfigKey.MEMBERSHIP_SUSPICION_MAX_TIMEOUT_MULT, membership.suspicionMaxTimeoutMult())
                .with(ConfigKey.MEMBERSHIP_GOSSIP_INTERVAL, membership.gossipInterval())
                .with(ConfigKey.MEMBERSHIP_GOSSIP_NODES, membership.gossipNodes())
                .with(ConfigKey.MEMBERSHIP_GOSSIP_TO_THE_DEAD_TIME, membership.gossipToTheDeadTime())
                .with(ConfigKey.MEMBERSHIP_RETRANSMIT_MULT, membership.retransmitMult())
                .with(ConfigKey.MEMBERSHIP_PUSH_PULL_INTERVAL, membership.pushPullInterval())
                .with(ConfigKey.MEMBERSHIP_TCP_TIMEOUT, membership.tcpTimeout())
                .with(ConfigKey.MEMBERSHIP_RECONNECT_INTERVAL, membership.reconnectInterval())
                .with(ConfigKey.MEMBERSHIP_DEAD_NODE_RECLAIM_TIME, membership.deadNodeReclaimTime())
                .with(ConfigKey.MEMBERSHIP_MAX_MEMBERS, membership.maxMembers())
                .with(ConfigKey.MEMBERSHIP_MAX_INPUT_BYTES, membership.maxInputBytes())
                .with(ConfigKey.STORE_QUEUE_MAX_BYTES, config.store().queueMaxBytes())
                .with(ConfigKey.HEALTH_MAX_SILENCE, health.maxSilence())
                .with(ConfigKey.HEALTH_WINDOW, health.window())
                .with(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_UNHEALTHY, health.graftFailureRateUnhealthy())
                .with(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_DEGRADED, health.graftFailureRateDegraded())
                .with(ConfigKey.HEALTH_PENDING_GRAFTS_DEGRADED, health.pendingGraftsDegraded())
                .with(ConfigKey.HEALTH_CACHE_UTILIZATION_DEGRADED, health.cacheUtilizationDegraded())
                .with(ConfigKey.HEALTH_MIN_PEERS_DEGRADED, health.minPeersDegraded())
                .with(ConfigKey.COMPRESSION_ENABLED, compression.enabled())
                .with(ConfigKey.COMPRESSION_LEVEL, compression.level())
                .with(ConfigKey.COMPRESSION_MIN_SIZE, compression.minSize()).config;
    }

    /** A preset's values, and over them those that are set. */
    private static final class Overrides {

        private PlumtreeConfig config;

        Overrides(PlumtreeConfig config) {
            this.config = config;
        }

        Overrides with(ConfigKey<Integer> key, OptionalInt value) {
            value.ifPresent(set -> config = config.with(key, set));
            return this;
        }

        Overrides with(ConfigKey<Long> key, OptionalLong value) {
            value.ifPresent(set -> config = config.with(key, set));
            return this;
        }

        Overrides with(ConfigKey<Double> key, OptionalDouble value) {
            value.ifPresent(set -> config = config.with(key, set));
            return this;
        }

        <T extends Comparable<T>> Overrides with(ConfigKey<T> key, Optional<T> value) {
            value.ifPresent(set -> config = config.with(key, set));
            return this;
        }
    }
}
