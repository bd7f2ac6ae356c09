package io.plumtree.quarkus.deployment;

import java.util.Locale;
import java.util.Set;

import io.plumtree.quarkus.runtime.config.PlumtreeBuildTimeConfig;
import io.plumtree.quarkus.runtime.endpoints.Endpoints;
import io.plumtree.quarkus.runtime.endpoints.EndpointsRecorder;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.deployment.spi.RouteBuildItem;

/** The endpoints, on the management interface where the application has one, and beside health and metrics where not. */
class EndpointsProcessor {

    private static final String KEY = "quarkus.plumtree.endpoints.enabled";

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void routes(PlumtreeBuildTimeConfig config, EndpointsRecorder recorder, Capabilities capabilities,
            BuildProducer<RouteBuildItem> routes) {
        if (!config.endpoints().enabled()) {
            return;
        }
        if (capabilities.isMissing(Capability.VERTX_HTTP)) {
            throw new ConfigurationException(KEY + "=true needs HTTP: add quarkus-vertx-http, or an extension that brings it",
                    Set.of(KEY));
        }
        for (Endpoints endpoint : Endpoints.values()) {
            routes.produce(RouteBuildItem.newManagementRoute(endpoint.path())
                    .withRequestHandler(recorder.handler(endpoint))
                    .displayOnNotFoundPage("Plumtree: " + endpoint.name().toLowerCase(Locale.ROOT))
                    .build());
        }
    }
}
