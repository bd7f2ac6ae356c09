package io.plumtree.simulator;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.Effects;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.StoreEffects;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.overlay.View;
import io.plumtree.core.tree.TreePlanner;
import io.plumtree.core.tree.TreePlanners;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.memo.MemoisedPlanner;
import io.plumtree.simulator.memo.SharedViews;
import io.plumtree.simulator.node.Protocol;

/** Makes the engines of a cluster: each with views and a planner of its own, or all sharing what they would compute alike. */
public final class Engines implements Protocol.Factory {

    private static final int TREES_KEPT = 1024;

    private final PlumtreeConfig config;
    private final View nobody;
    private final Supplier<TreePlanner> planners;

    private Engines(PlumtreeConfig config, View nobody, Supplier<TreePlanner> planners) {
        this.config = config;
        this.nobody = nobody;
        this.planners = planners;
    }

    /** Engines as they are in a process of their own. */
    public static Engines separate(PlumtreeConfig config) {
        return separate(config, new RingOverlay(config.get(ConfigKey.RINGS)));
    }

    /** As {@link #separate(PlumtreeConfig)}, on another overlay than the rings. */
    public static Engines separate(PlumtreeConfig config, View nobody) {
        return new Engines(config, nobody, () -> TreePlanners.of(config));
    }

    /** Engines that share equal views and trees: less memory and time, the same results. */
    public static Engines sharing(PlumtreeConfig config) {
        return sharing(config, new RingOverlay(config.get(ConfigKey.RINGS)));
    }

    /** As {@link #sharing(PlumtreeConfig)}, on another overlay than the rings. */
    public static Engines sharing(PlumtreeConfig config, View nobody) {
        TreePlanner planner = new MemoisedPlanner(() -> TreePlanners.of(config), TREES_KEPT);
        return new Engines(config, new SharedViews(nobody).nobody(), () -> planner);
    }

    @Override
    public Protocol create(NodeId self, long epoch, Prng random, Effects effects, @Nullable StoreEffects store) {
        return new EngineProtocol(new NodeEngine(self, epoch, config, planners.get(), nobody, random, effects, store));
    }
}
