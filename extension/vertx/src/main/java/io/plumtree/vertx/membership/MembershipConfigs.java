package io.plumtree.vertx.membership;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.MembershipCompatibility;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.membership.Cidr;
import io.plumtree.core.membership.MembershipConfig;

/** Makes the state machine's configuration of a node's. */
public final class MembershipConfigs {

    private MembershipConfigs() {
    }

    /**
     * @param config a node's
     * @return how its membership behaves
     * @throws InvalidConfigException naming the key
     */
    public static MembershipConfig of(PlumtreeConfig config) {
        int most = config.get(ConfigKey.MEMBERSHIP_MAX_MEMBERS);
        MembershipConfig result = MembershipConfig.of(config.preset())
                .withProbes(config.get(ConfigKey.MEMBERSHIP_PROBE_INTERVAL),
                        config.get(ConfigKey.MEMBERSHIP_PROBE_TIMEOUT))
                .withIndirectChecks(config.get(ConfigKey.MEMBERSHIP_INDIRECT_CHECKS))
                .withSuspicion(config.get(ConfigKey.MEMBERSHIP_SUSPICION_MULT),
                        config.get(ConfigKey.MEMBERSHIP_SUSPICION_MAX_TIMEOUT_MULT))
                .withGossip(config.get(ConfigKey.MEMBERSHIP_GOSSIP_INTERVAL), config.get(ConfigKey.MEMBERSHIP_GOSSIP_NODES),
                        config.get(ConfigKey.MEMBERSHIP_GOSSIP_TO_THE_DEAD_TIME))
                .withRetransmits(config.get(ConfigKey.MEMBERSHIP_RETRANSMIT_MULT))
                .withStateExchange(config.get(ConfigKey.MEMBERSHIP_PUSH_PULL_INTERVAL),
                        config.get(ConfigKey.MEMBERSHIP_TCP_TIMEOUT))
                .withRetries(config.get(ConfigKey.MEMBERSHIP_RECONNECT_INTERVAL))
                .withReclaim(config.get(ConfigKey.MEMBERSHIP_DEAD_NODE_RECLAIM_TIME))
                .withAllowed(allowed(config))
                .withBounds(most, most, 4_096, 1_000);
        return config.membership().compatibility() == MembershipCompatibility.SERF ? result.withDelegateVersions(2, 5, 5)
                : result;
    }

    private static List<Cidr> allowed(PlumtreeConfig config) {
        List<Cidr> ranges = new ArrayList<>();
        for (String range : config.membership().allowed()) {
            try {
                ranges.add(Cidr.parse(range));
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigException("membership.cidrs-allowed", range, String.valueOf(e.getMessage()));
            }
        }
        return ranges;
    }
}
