package io.plumtree.cdi;

import java.util.Locale;
import java.util.function.Predicate;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import io.plumtree.api.PlumtreeHealth;

/** What both health checks answer, besides their verdict. */
final class HealthReport {

    static final String NAME = "plumtree";

    private HealthReport() {
    }

    static HealthCheckResponse of(ManagedPlumtree plumtree, Predicate<PlumtreeHealth> verdict) {
        PlumtreeHealth health = plumtree.health();
        HealthCheckResponseBuilder report = HealthCheckResponse.named(NAME).status(verdict.test(health))
                .withData("reason", health.reason());
        health.members().forEach((state, count) -> report.withData("members." + state.name().toLowerCase(Locale.ROOT), count));
        plumtree.running().ifPresent(node -> report.withData("node", node.cluster().localNode().value())
                .withData("preset", node.config().preset().key())
                .withData("peers", health.peers())
                .withData("linked", health.linked())
                .withData("eager", health.eager())
                .withData("lazy", health.lazy()));
        return report.build();
    }
}
