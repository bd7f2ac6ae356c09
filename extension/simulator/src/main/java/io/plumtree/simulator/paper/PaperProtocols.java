package io.plumtree.simulator.paper;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.Effects;
import io.plumtree.core.StoreEffects;
import io.plumtree.core.overlay.View;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.memo.SharedViews;
import io.plumtree.simulator.node.Protocol;

/** Makes nodes that run the algorithm of the Plumtree paper. */
public final class PaperProtocols implements Protocol.Factory {

    private final PlumtreeConfig config;
    private final PaperSettings settings;
    private final View nobody;

    /**
     * @param config how many links a node has, and what it retains
     * @param nobody a view without members, which says what graph links those of others
     * @param settings of the algorithm
     */
    public PaperProtocols(PlumtreeConfig config, View nobody, PaperSettings settings) {
        this.config = config;
        this.settings = settings;
        this.nobody = new SharedViews(nobody).nobody();
    }

    @Override
    public Protocol create(NodeId self, long epoch, Prng random, Effects effects, @Nullable StoreEffects store) {
        return new PaperPlumtree(self, epoch, config, settings, nobody, effects);
    }
}
