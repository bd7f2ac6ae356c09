package io.plumtree.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.plumtree.api.PlumtreeHealth;

/** Whether the node takes broadcasts that can reach somebody. */
@Readiness
@ApplicationScoped
public class PlumtreeReadiness implements HealthCheck {

    @Inject
    ManagedPlumtree plumtree;

    @Override
    public HealthCheckResponse call() {
        return HealthReport.of(plumtree, PlumtreeHealth::ready);
    }
}
