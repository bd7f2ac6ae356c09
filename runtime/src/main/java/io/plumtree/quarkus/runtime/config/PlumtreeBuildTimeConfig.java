package io.plumtree.quarkus.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is decided when the application is built. */
@ConfigMapping(prefix = "quarkus.plumtree")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface PlumtreeBuildTimeConfig {

    /** Health checks. */
    Health health();

    /** Metrics. */
    Metrics metrics();

    /** What the node says of itself over HTTP. */
    Endpoints endpoints();

    /** Health checks. */
    @ConfigGroup
    interface Health {

        /**
         * Whether a startup, a readiness and a liveness check named `plumtree` are published, if the SmallRye Health extension
         * is present.
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** Metrics. */
    @ConfigGroup
    interface Metrics {

        /**
         * Whether the metrics `plumtree_*` are published, if a metrics extension such as Micrometer is present.
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** What the node says of itself over HTTP. */
    @ConfigGroup
    interface Endpoints {

        /**
         * Whether the node answers questions as JSON under `/q/plumtree`, on the management interface if that is enabled:
         * `members`, `tree`, `health` and `why`. They tell who is in the cluster and where, so keep them from strangers.
         */
        @WithDefault("false")
        boolean enabled();
    }
}
