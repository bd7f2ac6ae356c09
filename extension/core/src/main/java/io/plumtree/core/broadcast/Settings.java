package io.plumtree.core.broadcast;

import java.time.Duration;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.StorageSettings;

/** The configuration as the engine reads it: plain fields, times in nanoseconds, and the constants of the protocol. */
final class Settings {

    /** An origin's first messages are announced widely, because its tree is settling (tree-model R12). */
    static final int SETTLING_MESSAGES = 20;
    /** Announcing is wide for this long after a link of this node changed (tree-model R12). */
    static final long SETTLING_NANOS = 5_000_000_000L;
    /** Lazy neighbours that hear of a message of a settled tree (tree-model R12, §1). */
    static final int SETTLED_FANOUT = 2;
    /** Lazy neighbours that hear of it while nothing is missing around here. */
    static final int CALM_FANOUT = 1;
    /** Intervals that announcements of a settled tree gather while nothing is missing around here (tree-model §1). */
    static final int CALM_INTERVALS = 5;
    /** What a handover must gain, twice in a row (tree-model R8). */
    static final long HANDOVER_GAIN_NANOS = 5_000_000L;
    /**
     * Messages for which a neighbour that refused a handover is left alone, twice as many after each that follows. A tree that
     * is young changes much, so what was refused may soon be granted (tree-model R8 has 16).
     */
    static final int REFUSED_FOR_MESSAGES = 4;
    /** How often the wait doubles. */
    static final int REFUSALS_COUNTED = 4;
    /** Children that parent change may add to the fanout: equal to the fanout it would block every change (tree-model §6). */
    static final int CHILDREN_ABOVE_FANOUT = 2;
    /** A node that nobody has told the cluster's marks counts as established this long after its first link came up. */
    static final long NEWCOMER_NANOS = 5_000_000_000L;
    /** Messages asked for at one time of one interval; the next are asked for when these came. */
    static final int PULL_CHUNK = 64;
    /** Messages sent at most for one request of an open interval; the rest is announced. */
    static final int SERVE_LIMIT = 256;
    /** Times that the store is asked on behalf of neighbours at one time. */
    static final int FETCHES = 16;
    /** What the store answers to one of them at most, and what is in one page of a listing. */
    static final long FETCH_BYTES = 1 << 20;
    /** Messages that are looked at for one page of a listing. */
    static final int LISTING_LOOKS = 10_000;
    /** Streams in one SUMMARY. */
    static final int SUMMARY_BATCH = 256;
    /** PRUNEs that a neighbour may ignore before its link is closed (tree-model P12). */
    static final int PRUNES_IGNORED = 3;

    /** A time that can be calculated with. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    final int eagerFanout;
    final int lazyFanout;
    final long ihaveInterval;
    final int ihaveBatchSize;
    final long digestInterval;
    final long graftTimeout;
    final int graftMaxRetries;
    final int graftRate;
    final int graftBurst;
    final int cacheMaxSize;
    final long cacheMaxBytes;
    final long cacheTtl;
    /** How long what is missing is asked for, unless nobody around retains it. */
    final long missingFor;
    final int maxMessageSize;
    final int maxTopics;
    final int maxStreams;
    final int maxMissing;
    final int maxPendingAcknowledgements;
    final long acknowledgementTimeout;
    final boolean deliverOwn;
    final long storeQueueMaxBytes;
    final int deliveryMaxSize;
    final long deliveryMaxBytes;
    final PlumtreeConfig config;

    Settings(PlumtreeConfig config) {
        this(config, false);
    }

    /** @param stores whether this node has a durable store */
    Settings(PlumtreeConfig config, boolean stores) {
        this.config = config;
        eagerFanout = config.get(ConfigKey.EAGER_FANOUT);
        lazyFanout = config.get(ConfigKey.LAZY_FANOUT);
        ihaveInterval = config.get(ConfigKey.IHAVE_INTERVAL).toNanos();
        ihaveBatchSize = config.get(ConfigKey.IHAVE_BATCH_SIZE);
        digestInterval = config.get(ConfigKey.DIGEST_INTERVAL).toNanos();
        graftTimeout = config.get(ConfigKey.GRAFT_TIMEOUT).toNanos();
        graftMaxRetries = config.get(ConfigKey.GRAFT_MAX_RETRIES);
        graftRate = config.get(ConfigKey.GRAFT_RATE_LIMIT_PER_SECOND);
        graftBurst = config.get(ConfigKey.GRAFT_RATE_LIMIT_BURST);
        cacheMaxSize = config.get(ConfigKey.MESSAGE_CACHE_MAX_SIZE);
        cacheMaxBytes = config.get(ConfigKey.MESSAGE_CACHE_MAX_BYTES);
        cacheTtl = config.get(ConfigKey.MESSAGE_CACHE_TTL).toNanos();
        // What this node would have stored, others have stored: an origin that is away for longer than memory reaches has it.
        Duration stored = stores ? config.storage().map(StorageSettings::maxAge).orElse(Duration.ZERO) : Duration.ZERO;
        missingFor = Math.max(cacheTtl, stored.compareTo(LONGEST) < 0 ? stored.toNanos() : LONGEST.toNanos());
        maxMessageSize = config.get(ConfigKey.MAX_MESSAGE_SIZE);
        maxTopics = config.get(ConfigKey.MAX_TOPICS);
        maxStreams = config.get(ConfigKey.MAX_STREAMS);
        maxMissing = config.get(ConfigKey.MAX_MISSING);
        maxPendingAcknowledgements = config.get(ConfigKey.MAX_PENDING_ACKNOWLEDGEMENTS);
        acknowledgementTimeout = config.get(ConfigKey.ACKNOWLEDGEMENT_TIMEOUT).toNanos();
        deliveryMaxSize = config.get(ConfigKey.DELIVERY_QUEUE_MAX_SIZE);
        deliveryMaxBytes = config.get(ConfigKey.DELIVERY_QUEUE_MAX_BYTES);
        storeQueueMaxBytes = config.get(ConfigKey.STORE_QUEUE_MAX_BYTES);
        deliverOwn = config.get(ConfigKey.DELIVER_OWN);
    }
}
