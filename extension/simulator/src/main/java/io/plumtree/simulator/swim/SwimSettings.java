package io.plumtree.simulator.swim;

import java.util.function.UnaryOperator;

import io.plumtree.core.membership.MembershipConfig;
import io.plumtree.simulator.network.LatencyModel;
import io.plumtree.simulator.network.LatencyModels;

/**
 * What decides a cluster, all of it. Immutable.
 *
 * @param nodes how many
 * @param seed of all randomness
 * @param config how each behaves
 * @param latency how far they are from each other
 * @param loss the share of datagrams that is lost
 */
public record SwimSettings(int nodes, long seed, MembershipConfig config, LatencyModel latency, double loss) {

    private static final double NEAREST_MILLIS = 1;
    private static final double FARTHEST_MILLIS = 5;

    /**
     * memberlist's values for a LAN, links of 1 to 5 ms, no loss.
     *
     * @param nodes how many
     * @param seed of all randomness
     * @return these settings
     */
    public static SwimSettings lan(int nodes, long seed) {
        return new SwimSettings(nodes, seed, MembershipConfig.lan(),
                LatencyModels.uniform(NEAREST_MILLIS, FARTHEST_MILLIS, seed), 0);
    }

    /** @return these settings with the configuration changed */
    public SwimSettings configured(UnaryOperator<MembershipConfig> change) {
        return new SwimSettings(nodes, seed, change.apply(config), latency, loss);
    }

    /** @return these settings with that share of datagrams lost */
    public SwimSettings withLoss(double share) {
        return new SwimSettings(nodes, seed, config, latency, share);
    }
}
