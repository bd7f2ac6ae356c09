package io.plumtree.quarkus.runtime.endpoints;

import io.plumtree.cdi.ManagedPlumtree;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Makes the handlers of the endpoints; loaded only where there is HTTP. */
@Recorder
public class EndpointsRecorder {

    /**
     * @param endpoint which
     * @return answers it
     */
    public Handler<RoutingContext> handler(Endpoints endpoint) {
        return new EndpointHandler(endpoint.endpoint(), () -> Arc.container().instance(ManagedPlumtree.class).get());
    }
}
