package io.plumtree.quarkus.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.plumtree.api.MembershipCompatibility;
import io.plumtree.api.Ordering;
import io.plumtree.api.Preset;
import io.plumtree.api.SyncStrategy;
import io.plumtree.api.TreeMode;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What is decided when the application starts. What a preset supplies is optional here, so that no default of a key silently
 * beats a preset.
 */
@ConfigMapping(prefix = "quarkus.plumtree")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface PlumtreeRuntimeConfig {

    // --- the node -------------------------------------------------------------------------------------------------

    /**
     * Whether the application has a node. Without one it starts, is ready, observes nothing, and every broadcast fails with
     * `PlumtreeClosedException`.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The environment, which fills every value that is not set itself.
     */
    @WithDefault("default")
    Preset preset();

    /**
     * The cluster's name. Only nodes of one name link with each other, and every member relays all topics of its cluster:
     * applications that must not share traffic need different names.
     */
    @WithDefault("plumtree")
    String clusterName();

    /**
     * This node's id, unique in the cluster: at most 255 UTF-8 bytes. Give it the same one at every start, so that others
     * recognise the node.
     */
    @ConfigDocDefault("host name and port")
    Optional<String> nodeId();

    /**
     * The local address to listen on. In production an address other than a loopback one needs credentials or
     * `security.insecure`.
     */
    @WithDefault("127.0.0.1")
    String bindAddress();

    /**
     * The TCP port to listen on, 0 to 65535; 0 picks a free one. A test listens on a free one unless told otherwise, so that
     * it does not meet the application that is being developed.
     */
    @ConfigDocDefault("7947, in test mode 0")
    OptionalInt bindPort();

    /**
     * The host name or address that other nodes shall connect to, if it is not the one bound. The environment variable
     * `PLUMTREE_ADVERTISE_ADDR` means the same.
     */
    @ConfigDocDefault("the address bound")
    Optional<String> advertiseAddress();

    /**
     * The port that other nodes shall connect to, 1 to 65535, if it is not the one bound. Needs `advertise-address`.
     */
    @ConfigDocDefault("the port bound")
    OptionalInt advertisePort();

    /**
     * The other nodes, each as `id@host:port`, or `id@[address]:port` for a literal IPv6 address. An entry for this node itself
     * is passed over, so all nodes may share one list.
     */
    Optional<List<String>> peers();

    /**
     * How the first tree of an origin is made: `computed` from the membership view, `flood` as in the Plumtree paper, or
     * `shared` by all origins. All nodes of a cluster need the same value.
     */
    @WithDefault("computed")
    TreeMode tree();

    /**
     * In which order messages reach the observers: `none`, as they arrive, or `fifo`, each origin's in the order in which it
     * broadcast them. For topics that do not say otherwise.
     */
    @WithDefault("none")
    Ordering ordering();

    /**
     * With `fifo`: how long a missing message may hold later ones of its origin back, 0 to 1 h, before a `ClusterGap` is fired.
     */
    @WithDefault("5s")
    Duration fifoHold();

    /**
     * With `fifo`: how many payload bytes a missing message may hold back, 0 or more.
     */
    @WithDefault("16777216")
    long fifoHoldMaxBytes();

    /**
     * What of a topic's past this node is handed when it starts and finds a cluster, as far as the others retain it: `none`;
     * `last 100`, the newest of each origin; or `since PT10M`, what was broadcast so long before its start.
     */
    @WithDefault("none")
    String replay();

    /**
     * Topics that are delivered in a way of their own.
     */
    @ConfigDocMapKey("topic-name")
    Map<String, TopicGroup> topics();

    /**
     * Where this node runs, such as a data centre or availability zone. The other members hear of it, and few payloads cross
     * from one zone to another.
     */
    Optional<String> zone();

    /**
     * What this node says about itself to the other members, as short texts: together with the node's own tags at most 512
     * bytes when encoded.
     */
    @ConfigDocMapKey("tag-name")
    Map<String, String> tags();

    /** Membership: who is there, found out by gossip instead of a list of peers. */
    Membership membership();

    /** Who may talk to this node. */
    Security security();

    /** Anti-entropy: comparing with neighbours, so that what all announcements left out is found all the same. */
    Sync sync();

    /** The durable store, which the artifact `plumtree-store` brings. */
    Store store();

    /** By what a node's health is judged. */
    Health health();

    /** Compression of payloads. */
    Compression compression();

    // --- tree -----------------------------------------------------------------------------------------------------------

    /**
     * Children of a node in a computed tree, 1 to 32. More makes trees shallower, and each node sends every payload to
     * as many.
     */
    @ConfigDocDefault("3 (wan 4, large-cluster 5)")
    OptionalInt eagerFanout();

    /**
     * Lazy neighbours that hear an announcement while a tree settles, 1 to 64. A settled tree needs two; more repairs
     * sooner and announces more.
     */
    @ConfigDocDefault("6 (wan 8, large-cluster 10)")
    OptionalInt lazyFanout();

    /**
     * Hash-ordered rings whose union is the overlay, 1 to 10; each gives a node two neighbours. All nodes of a cluster
     * need the same value, or they compute different trees.
     */
    @ConfigDocDefault("5")
    OptionalInt rings();

    /**
     * Most links of this node, accepted ones included, 2 to 64. At least twice the number of rings.
     */
    @ConfigDocDefault("30")
    OptionalInt maxPeers();

    // --- announcing and repairing ---------------------------------------------------------------------------------------

    /**
     * How long messages gather before they are announced together, 1 ms to 10 s. Shorter repairs sooner, longer
     * announces less often.
     */
    @ConfigDocDefault("100ms (lan 50ms, wan 200ms, large-cluster 150ms)")
    Optional<Duration> ihaveInterval();

    /**
     * Most intervals of messages in one announcement, 1 to 1024. More are announced in several.
     */
    @ConfigDocDefault("16 (lan 8, large-cluster 32)")
    OptionalInt ihaveBatchSize();

    /**
     * How long a stream is silent before every neighbour is told its newest messages, 100 ms to 60 s, and again after
     * four times this. It closes what announcing to a few left open.
     */
    @ConfigDocDefault("2s (lan 1s, wan 5s, large-cluster 3s)")
    Optional<Duration> digestInterval();

    /**
     * The scale of the wait before an announced message is pulled, 5 ms to 60 s. The wait follows measured delays: it
     * starts at half of this, is never less than a fifth of it and never more than four times as long.
     */
    @ConfigDocDefault("500ms (lan 200ms, wan 1s, large-cluster 750ms)")
    Optional<Duration> graftTimeout();

    /**
     * How often a missing message is asked for before `GraftFailed` is fired, 0 to 100.
     */
    @ConfigDocDefault("5 (lan 3, wan 7)")
    OptionalInt graftMaxRetries();

    /**
     * Grafts that one neighbour may make a second for one origin, 1 to 100000. One too many is refused with an answer,
     * never dropped.
     */
    @ConfigDocDefault("10 (lan 20, wan 5)")
    OptionalInt graftRateLimitPerSecond();

    /**
     * Grafts that one neighbour may make at once for one origin, 1 to 100000.
     */
    @ConfigDocDefault("20 (lan 40, wan 15, large-cluster 30)")
    OptionalInt graftRateLimitBurst();

    // --- bounds ---------------------------------------------------------------------------------------------------------

    /**
     * How long a message is retained to serve those who miss it, 1 s to 24 h.
     */
    @ConfigDocDefault("60s (lan 30s, wan 120s, large-cluster 90s)")
    Optional<Duration> messageCacheTtl();

    /**
     * Most messages retained, 16 to 100000000. The oldest make room.
     */
    @ConfigDocDefault("10000 (wan 20000, large-cluster 50000)")
    OptionalInt messageCacheMaxSize();

    /**
     * Most payload and header bytes retained, 65536 to 1099511627776, and at least `max-message-size`. The oldest
     * messages make room.
     */
    @ConfigDocDefault("67108864 (wan 134217728, large-cluster 268435456)")
    OptionalLong messageCacheMaxBytes();

    /**
     * Longest payload in bytes, 1 to 67108864, of this node's broadcasts and of others'. All nodes of a cluster need the
     * same value.
     */
    @ConfigDocDefault("65536")
    OptionalInt maxMessageSize();

    /**
     * Most topics that this node relays and delivers, 1 to 65536.
     */
    @ConfigDocDefault("256")
    OptionalInt maxTopics();

    /**
     * Most streams, one for each origin and topic, of which this node keeps account, 16 to 1000000. The longest idle one
     * makes room.
     */
    @ConfigDocDefault("10000 (large-cluster 20000)")
    OptionalInt maxStreams();

    /**
     * Most intervals of messages missed at one time, over all origins, 16 to 10000000. Beyond it the oldest become a
     * `ClusterGap`.
     */
    @ConfigDocDefault("10000 (large-cluster 20000)")
    OptionalInt maxMissing();

    // --- broadcasting and delivering ------------------------------------------------------------------------------------

    /**
     * Broadcasts that may wait for the event loop at one time, 1 to 10000000. One more fails with `OverloadedException`.
     */
    @ConfigDocDefault("4096")
    OptionalInt broadcastQueueMaxSize();

    /**
     * Broadcasts that may wait for their acknowledgement `RECEIVED` at one time, 1 to 10000000. One more fails with
     * `OverloadedException`.
     */
    @ConfigDocDefault("10000")
    OptionalInt maxPendingAcknowledgements();

    /**
     * How long a broadcast waits for its acknowledgement `RECEIVED`, 10 ms to 10 min.
     */
    @ConfigDocDefault("10s (lan 5s, wan 30s)")
    Optional<Duration> acknowledgementTimeout();

    /**
     * Messages of one topic that its observers may have in their hands, 1 to 100000000. The next wait where they are retained;
     * what is retained no more when its turn comes becomes a `ClusterGap`.
     */
    @ConfigDocDefault("10000 (wan 20000, large-cluster 50000)")
    OptionalInt deliveryQueueMaxSize();

    /**
     * Payload bytes of one topic that its observers may have in their hands, 65536 to 1099511627776, and at least `max-message-
     * size`.
     */
    @ConfigDocDefault("67108864 (wan 134217728, large-cluster 268435456)")
    OptionalLong deliveryQueueMaxBytes();

    /**
     * Whether a node's own broadcasts are delivered to its own observers too.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> deliverOwn();

    // --- links ----------------------------------------------------------------------------------------------------------

    /**
     * Bytes that may wait to be sent to one neighbour, 16384 to 4294967296, and at least twice `max-message-size`.
     * Beyond it the neighbour is served lazily until it catches up; the cluster does not wait for it.
     */
    @ConfigDocDefault("4194304")
    OptionalLong sendQueueMaxBytes();

    /**
     * Bytes asked for each of the two buffers that the system has for a link's socket, 0 to 1073741824; 0 leaves them to the
     * system. What waits there is no longer seen to wait, so large ones hide for long that a neighbour is slow.
     */
    @ConfigDocDefault("524288 (wan 0)")
    OptionalInt socketBufferBytes();

    /**
     * How long a new connection may take to say who it is, 50 ms to 5 min.
     */
    @ConfigDocDefault("10s (lan 5s, wan 30s)")
    Optional<Duration> handshakeTimeout();

    /**
     * How often a link is probed, which also measures its round trip, 50 ms to 10 min.
     */
    @ConfigDocDefault("10s (lan 5s, wan 20s)")
    Optional<Duration> keepAliveInterval();

    /**
     * How long a link may be silent before it is closed as dead, 100 ms to 1 h. More than `keep-alive-interval`.
     */
    @ConfigDocDefault("30s (lan 15s, wan 60s)")
    Optional<Duration> idleTimeout();

    /**
     * The first wait before a peer is dialled again, 1 ms to 10 min. It doubles with every failure.
     */
    @ConfigDocDefault("100ms (wan 500ms, large-cluster 200ms)")
    Optional<Duration> reconnectMinDelay();

    /**
     * The longest wait before a peer is dialled again, 1 ms to 1 h. At least `reconnect-min-delay`.
     */
    @ConfigDocDefault("5s (lan 2s, wan 15s, large-cluster 10s)")
    Optional<Duration> reconnectMaxDelay();

    /**
     * How long leaving the cluster may take when the application stops, 0 to 10 min. What is queued is sent first.
     */
    @ConfigDocDefault("10s (lan 5s, wan 20s)")
    Optional<Duration> shutdownTimeout();

    /** How one topic is delivered. */
    @ConfigGroup
    interface TopicGroup {

        /**
         * In which order this topic's messages reach the observers: `none` or `fifo`.
         */
        @ConfigDocDefault("quarkus.plumtree.ordering")
        Optional<Ordering> ordering();

        /**
         * With `fifo`: how long a missing message may hold later ones of its origin back, 0 to 1 h.
         */
        @ConfigDocDefault("quarkus.plumtree.fifo-hold")
        Optional<Duration> fifoHold();

        /**
         * With `fifo`: how many payload bytes a missing message may hold back, 0 or more.
         */
        @ConfigDocDefault("quarkus.plumtree.fifo-hold-max-bytes")
        OptionalLong fifoHoldMaxBytes();

        /**
         * What of this topic's past this node is handed when it starts: `none`, `last N`, or `since D`.
         */
        @ConfigDocDefault("quarkus.plumtree.replay")
        Optional<String> replay();
    }

    /** Membership: who is there, found out by gossip instead of a list of peers. */
    @ConfigGroup
    interface Membership {

        /**
         * Whether the node takes part in membership. Without it the node knows the `peers` it is told of.
         */
        @WithDefault("false")
        boolean enabled();

        /**
         * The local address to listen on, UDP and TCP. In production an address other than a loopback one needs
         * `membership.key` or `security.insecure`.
         */
        @ConfigDocDefault("quarkus.plumtree.bind-address")
        Optional<String> bindAddress();

        /**
         * The port to listen on, UDP and TCP, 0 to 65535; 0 picks one that is free for both.
         */
        @ConfigDocDefault("7946, in test mode 0")
        OptionalInt bindPort();

        /**
         * The host name or address that other members shall use, if it is not the one bound.
         */
        @ConfigDocDefault("quarkus.plumtree.advertise-address, else the address bound")
        Optional<String> advertiseAddress();

        /**
         * The port that other members shall use, 1 to 65535, if it is not the one bound.
         */
        @ConfigDocDefault("the port bound")
        OptionalInt advertisePort();

        /**
         * Where members may be: `host:port` or `[address]:port`, looked up as the system does; `dns:name:port`, all A and AAAA
         * records of a full name; `srv:name`, its SRV records. One that answers is enough. An entry for this node itself is
         * passed over, so all nodes may share one list. The environment variable `PLUMTREE_SEEDS` means the same.
         */
        Optional<List<String>> seeds();

        /**
         * A text that all members share, at most 255 UTF-8 bytes. Nodes with another one do not understand each other. No
         * secret.
         */
        @ConfigDocDefault("none")
        Optional<String> label();

        /**
         * The AES keys that protect membership: 16, 24 or 32 bytes each, in Base64 or as hexadecimal digits. The first
         * encrypts, each decrypts.
         */
        @ConfigDocDefault("none: not encrypted")
        Optional<List<String>> key();

        /**
         * Whether what comes in must be encrypted, if there is a key. `false` while a cluster changes to encryption.
         */
        @WithDefault("true")
        boolean verifyIncoming();

        /**
         * Whether what goes out is encrypted, if there is a key. `false` while a cluster changes to encryption.
         */
        @WithDefault("true")
        boolean verifyOutgoing();

        /**
         * With whose clusters it fits together: `memberlist`, or `serf`.
         */
        @WithDefault("memberlist")
        MembershipCompatibility compatibility();

        /**
         * The ranges where members may be, such as `10.0.0.0/8`; others are not admitted.
         */
        @ConfigDocDefault("anywhere")
        Optional<List<String>> cidrsAllowed();

        /**
         * A file in which the node keeps where other members are, to find them again at its next start without any seed.
         */
        @ConfigDocDefault("none")
        Optional<String> knownPeersFile();

        /**
         * How often a member is probed, 20 ms to 5 min; one that does not answer within it is suspected. All nodes of a
         * cluster need the same value.
         */
        @ConfigDocDefault("1s (wan 5s)")
        Optional<Duration> probeInterval();

        /**
         * How long a probe waits before others are asked to probe, too, 10 ms to 1 min. Less than `probe-interval`.
         */
        @ConfigDocDefault("500ms (wan 3s)")
        Optional<Duration> probeTimeout();

        /**
         * How many others are asked to probe a member that did not answer, 0 to 64.
         */
        @ConfigDocDefault("3")
        OptionalInt indirectChecks();

        /**
         * How many probe intervals a suspicion lasts at least in a small cluster, 1 to 1000. All nodes of a cluster need
         * the same value.
         */
        @ConfigDocDefault("4 (wan 6)")
        OptionalInt suspicionMult();

        /**
         * How many times as long a suspicion lasts while nobody else confirms it, 1 to 1000.
         */
        @ConfigDocDefault("6")
        OptionalInt suspicionMaxTimeoutMult();

        /**
         * How often news is gossiped, 10 ms to 1 min.
         */
        @ConfigDocDefault("200ms (wan 500ms)")
        Optional<Duration> gossipInterval();

        /**
         * To how many members each round of gossip goes, 1 to 64.
         */
        @ConfigDocDefault("3 (wan 4)")
        OptionalInt gossipNodes();

        /**
         * How long a dead member is told the news, so that it can contradict, 100 ms to 24 h; as long it is listed.
         */
        @ConfigDocDefault("30s (wan 60s)")
        Optional<Duration> gossipToTheDeadTime();

        /**
         * How often news is sent, times the logarithm of the cluster's size, 1 to 1000.
         */
        @ConfigDocDefault("4")
        OptionalInt retransmitMult();

        /**
         * How often everything known is exchanged with another member, up to 24 h; 0 for never.
         */
        @ConfigDocDefault("30s (wan 60s)")
        Optional<Duration> pushPullInterval();

        /**
         * How long an exchange over TCP may take, 50 ms to 10 min.
         */
        @ConfigDocDefault("10s (wan 30s)")
        Optional<Duration> tcpTimeout();

        /**
         * How often dead members and absent seeds are tried again, up to 24 h; 0 for never. It is what heals a cluster after
         * a partition.
         */
        @ConfigDocDefault("30s")
        Optional<Duration> reconnectInterval();

        /**
         * How long a member must be dead before its id may come back from another address, up to 24 h; 0 for never. One that
         * left may come back from anywhere.
         */
        @ConfigDocDefault("0s")
        Optional<Duration> deadNodeReclaimTime();

        /**
         * Most members listed, dead ones included, 1 to 1000000; others are not admitted.
         */
        @ConfigDocDefault("20000")
        OptionalInt maxMembers();

        /**
         * Most bytes held of others' messages over TCP that are not complete, 22020096 to 1099511627776; beyond it the longest
         * is dropped.
         */
        @ConfigDocDefault("67108864 (large-cluster 268435456)")
        OptionalLong maxInputBytes();
    }

    /** Who may talk to this node. */
    @ConfigGroup
    interface Security {

        /**
         * Whether plain connections beyond this host are allowed: anyone who reaches the port can then read and broadcast.
         * Development and test mode imply it.
         */
        @WithDefault("false")
        boolean insecure();
    }

    /** Anti-entropy. */
    @ConfigGroup
    interface Sync {

        /**
         * Whom this node compares with what it knows: `neighbour`, a random one in every interval; `push-pull`, the member that
         * membership exchanges its state with, and a random neighbour if they differ; or `off`, nobody. `push-pull` needs
         * membership, without `membership.compatibility=serf`.
         */
        @WithDefault("neighbour")
        SyncStrategy strategy();

        /**
         * How often this node compares while there is something to compare, 100 ms to 1 h; with `push-pull`, how long it waits
         * at least before it compares with a neighbour again.
         */
        @ConfigDocDefault("30s (lan 15s, wan 60s, large-cluster 45s)")
        Optional<Duration> interval();

        /**
         * How long after its last message a stream is compared, 100 ms to 24 h, at least `sync.interval`.
         */
        @ConfigDocDefault("90s (lan 45s, wan 180s, large-cluster 135s)")
        Optional<Duration> window();

        /**
         * Most streams in one page of digests, 1 to 1024. More go in several, one after the other.
         */
        @ConfigDocDefault("100")
        OptionalInt maxBatchSize();

        /**
         * Pages that this node sends a second, to all neighbours together, 1 to 100000. More wait.
         */
        @ConfigDocDefault("50 (lan 100, wan 25, large-cluster 100)")
        OptionalInt maxPagesPerSecond();
    }

    /** The durable store. */
    @ConfigGroup
    interface Store {

        /**
         * Where messages, and how far they were delivered, are kept beyond the life of the process: a directory of this node's
         * own, made if it does not exist. Unset, they are kept in memory alone.
         */
        Optional<String> directory();

        /**
         * Most messages held, 1 or more.
         */
        @WithDefault("1000000")
        long maxSize();

        /**
         * Most payload and header bytes held, 1 or more.
         */
        @WithDefault("1073741824")
        long maxBytes();

        /**
         * How long after its arrival a message is dropped.
         */
        @WithDefault("24H")
        Duration maxAge();

        /**
         * When what was written is forced to the disk: `batch` before each batch counts as stored, a duration such as `PT1S`
         * for as much as a power cut may take, or `none` when the operating system likes to.
         */
        @WithDefault("batch")
        String sync();

        /**
         * Most bytes of messages on their way to the store, 65536 to 134217728. What comes while the disk is slower is not
         * stored, and a broadcast that waits for the store fails with `OverloadedException`.
         */
        @ConfigDocDefault("16777216 (large-cluster 33554432)")
        OptionalLong queueMaxBytes();
    }

    /** By what a node's health is judged. */
    @ConfigGroup
    interface Health {

        /**
         * How long the event loop may be silent before the node is not live, 1 s to 1 h. It turns every half second at least.
         */
        @ConfigDocDefault("5s")
        Optional<Duration> maxSilence();

        /**
         * How far back failures and losses count, 1 s to 1 h.
         */
        @ConfigDocDefault("60s")
        Optional<Duration> window();

        /**
         * Beyond which part of the holes that could not be filled within the window a node is unhealthy, 0 to 1; 1 for never.
         */
        @ConfigDocDefault("0.8")
        OptionalDouble graftFailureRateUnhealthy();

        /**
         * Beyond which part of the holes that could not be filled within the window a node is degraded, 0 to 1, at most
         * `health.graft-failure-rate-unhealthy`.
         */
        @ConfigDocDefault("0.3")
        OptionalDouble graftFailureRateDegraded();

        /**
         * Beyond how many holes that wait to be filled a node is degraded, 0 to 10000000.
         */
        @ConfigDocDefault("50")
        OptionalInt pendingGraftsDegraded();

        /**
         * Beyond which fill of what retains messages a node is degraded, 0 to 1; 1 for never. A cache that is full by its size
         * keeps messages for less than `message-cache-ttl`.
         */
        @ConfigDocDefault("0.95")
        OptionalDouble cacheUtilizationDegraded();

        /**
         * Below how many neighbours a node is degraded that knows as many others, 0 to 64; 0 for never.
         */
        @ConfigDocDefault("3")
        OptionalInt minPeersDegraded();
    }

    /** Compression of payloads. */
    @ConfigGroup
    interface Compression {

        /**
         * Whether payloads are compressed with zstd, once, by their origin. They are relayed as they are.
         */
        @ConfigDocDefault("false (wan true, large-cluster true)")
        Optional<Boolean> enabled();

        /**
         * The zstd level, 1 to 22. More is smaller and slower.
         */
        @ConfigDocDefault("3")
        OptionalInt level();

        /**
         * Shortest payload worth compressing in bytes, 1 to 67108864.
         */
        @ConfigDocDefault("256")
        OptionalInt minSize();
    }
}
