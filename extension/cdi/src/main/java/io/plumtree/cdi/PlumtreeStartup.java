package io.plumtree.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

import io.plumtree.api.PlumtreeHealth;

/** Whether the node listens, and has joined its cluster or has none to join. */
@Startup
@ApplicationScoped
public class PlumtreeStartup implements HealthCheck {

    @Inject
    ManagedPlumtree plumtree;

    @Override
    public HealthCheckResponse call() {
        return HealthReport.of(plumtree, PlumtreeHealth::started);
    }
}
