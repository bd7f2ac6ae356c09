package io.plumtree.simulator.scenario;

import java.time.Duration;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;

/** How long a cluster may take until nothing of a fault is left, and how fast it is then: what liveness is measured by. */
final class Healing {

    private static final Duration ESTABLISHED = Duration.ofSeconds(5);
    /** Digests come when a stream has been silent for one interval and, the later ones, for four. */
    private static final int DIGEST_INTERVALS = 6;
    /** The longest rest between two rounds of attempts to repair after so long a fault, and one round. */
    private static final int REPAIR_TIMEOUTS = 90;
    private static final int PROBE_TIMEOUTS = 4;
    private static final Duration HOPS = Duration.ofSeconds(2);

    private Healing() {
    }

    /**
     * A dead link is noticed, membership agrees, the last attempt to connect fails and the next one does not, summaries and
     * digests tell what is missing, and it is asked for.
     */
    static Duration bound(PlumtreeConfig config, Scenario.Views views) {
        return config.get(ConfigKey.IDLE_TIMEOUT).plus(views.latest()).plus(config.get(ConfigKey.HANDSHAKE_TIMEOUT))
                .plus(config.get(ConfigKey.RECONNECT_MAX_DELAY)).plus(ESTABLISHED)
                .plus(config.get(ConfigKey.DIGEST_INTERVAL).multipliedBy(DIGEST_INTERVALS))
                .plus(config.get(ConfigKey.GRAFT_TIMEOUT).multipliedBy(REPAIR_TIMEOUTS));
    }

    /**
     * One push that fails and, where few are announced to, the digest that tells of it, and a graft, over and above the way of
     * the message.
     */
    static Duration probe(PlumtreeConfig config) {
        return config.get(ConfigKey.DIGEST_INTERVAL).multipliedBy(2)
                .plus(config.get(ConfigKey.GRAFT_TIMEOUT).multipliedBy(PROBE_TIMEOUTS)).plus(HOPS);
    }
}
