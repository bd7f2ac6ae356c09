package io.plumtree.cdi;

import java.util.Locale;
import java.util.function.Predicate;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.PlumtreeHealth.Fill;
import io.plumtree.api.PlumtreeHealth.Store;

/** What all health checks answer, besides their verdict. */
final class HealthReport {

    static final String NAME = "plumtree";

    private HealthReport() {
    }

    static HealthCheckResponse of(ManagedPlumtree plumtree, Predicate<PlumtreeHealth> verdict) {
        return of(plumtree.health(), verdict);
    }

    static HealthCheckResponse of(PlumtreeHealth health, Predicate<PlumtreeHealth> verdict) {
        HealthCheckResponseBuilder report = HealthCheckResponse.named(NAME).status(verdict.test(health))
                .withData("status", name(health.status()))
                .withData("reason", health.reason());
        health.node().ifPresent(node -> {
            report.withData("node", node.id().value())
                    .withData("preset", node.preset().key())
                    .withData("transport", node.transport());
            details(report, health);
        });
        return report.build();
    }

    private static void details(HealthCheckResponseBuilder report, PlumtreeHealth health) {
        health.members().forEach((state, count) -> report.withData("members." + name(state), count));
        report.withData("peers", health.peers())
                .withData("linked", health.linked())
                .withData("eager", health.eager())
                .withData("lazy", health.lazy())
                .withData("grafts.pending", health.delivery().pendingGrafts())
                .withData("grafts.succeeded", health.delivery().succeeded())
                .withData("grafts.failed", health.delivery().failed())
                .withData("messages.lost", health.delivery().lost());
        for (Fill fill : health.fills()) {
            report.withData("fill." + fill.key(), fill.used() + "/" + fill.bound());
        }
        health.lastSync().ifPresent(ago -> report.withData("sync.seconds-ago", ago.toSeconds()));
        health.store().ifPresent(store -> report.withData("store", inWords(store)));
    }

    private static String inWords(Store store) {
        return store.failure().map(why -> "failed: " + why).orElse("working");
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
