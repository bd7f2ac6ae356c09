package io.plumtree.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import io.plumtree.api.PlumtreeHealth;

/** Whether the node's event loop turns: if not, only a restart helps. Whatever the network does, this does not change. */
@Liveness
@ApplicationScoped
public class PlumtreeLiveness implements HealthCheck {

    @Inject
    ManagedPlumtree plumtree;

    @Override
    public HealthCheckResponse call() {
        return HealthReport.of(plumtree, PlumtreeHealth::live);
    }
}
