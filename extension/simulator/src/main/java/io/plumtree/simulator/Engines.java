package io.plumtree.simulator;

import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.Effects;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.util.Prng;

/** Makes the engines of a cluster. */
class Engines {

    private final PlumtreeConfig config;

    Engines(PlumtreeConfig config) {
        this.config = config;
    }

    NodeEngine create(NodeId self, long epoch, Prng random, Effects effects) {
        return new NodeEngine(self, epoch, config, random, effects);
    }
}
