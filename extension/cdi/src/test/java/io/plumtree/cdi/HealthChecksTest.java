package io.plumtree.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.PlumtreeHealth.Delivery;
import io.plumtree.api.PlumtreeHealth.Fill;
import io.plumtree.api.PlumtreeHealth.Store;
import io.plumtree.api.Preset;
import io.plumtree.vertx.PlumtreeNode;

class HealthChecksTest {

    private SeContainer container;
    private ManagedPlumtree plumtree;

    @BeforeEach
    void start() throws ClassNotFoundException {
        SeContainerInitializer initializer = SeContainerInitializer.newInstance().disableDiscovery()
                .addBeanClasses(ManagedPlumtree.class);
        for (String check : CdiBeans.HEALTH_CHECKS) {
            initializer.addBeanClasses(Class.forName(check));
        }
        container = initializer.initialize();
        plumtree = container.select(ManagedPlumtree.class).get();
    }

    @AfterEach
    void stop() throws Exception {
        plumtree.leave(Duration.ofSeconds(5)).toCompletableFuture().get(10, TimeUnit.SECONDS);
        container.close();
    }

    @Test
    void beforeTheNodeHasStartedOnlyLivenessIsUp() {
        assertEquals(List.of(Status.DOWN, Status.DOWN, Status.UP), statuses());
        assertEquals(Map.of("status", "unhealthy", "reason", "the node has not started yet"),
                check(Startup.Literal.INSTANCE).getData().orElseThrow());
    }

    @Test
    void withoutANodeOnPurposeAllIsUp() {
        plumtree.disabled("switched off");

        assertEquals(List.of(Status.UP, Status.UP, Status.UP), statuses());
        assertEquals("switched off", check(Readiness.Literal.INSTANCE).getData().orElseThrow().get("reason"));
    }

    @Test
    void aNodeAloneIsUpUntilTheApplicationStops() throws Exception {
        plumtree.started(alone());

        assertEquals(List.of(Status.UP, Status.UP, Status.UP), statuses());
        Map<String, Object> data = check(Liveness.Literal.INSTANCE).getData().orElseThrow();
        assertEquals("healthy", data.get("status"));
        assertEquals("alone: no other member is known", data.get("reason"));
        assertEquals("here", data.get("node"));
        assertEquals("lan", data.get("preset"));
        assertEquals("tcp", data.get("transport"));
        assertEquals(0L, data.get("peers"));
        assertEquals("0/10000", data.get("fill.message-cache-max-size"));
        assertEquals("0/4096", data.get("fill.broadcast-queue-max-size"));

        plumtree.stopping();
        assertEquals(List.of(Status.UP, Status.DOWN, Status.UP), statuses());
        assertEquals("the application is stopping", check(Readiness.Literal.INSTANCE).getData().orElseThrow().get("reason"));
    }

    @Test
    void everythingAnOperatorAsksForIsThere() {
        Map<MemberState, Integer> members = new EnumMap<>(Map.of(MemberState.ALIVE, 3, MemberState.SUSPECT, 1));
        PlumtreeHealth health = new PlumtreeHealth(PlumtreeHealth.Status.DEGRADED, true, true, true, "linked to 2 of 3",
                Optional.of(new PlumtreeHealth.Node(NodeId.of("n"), Preset.WAN, "quic")), 3, 2, 1, 1, members,
                new Delivery(4, 5, 6, 7), List.of(new Fill("max-topics", 8, 9)), Optional.of(Duration.ofMillis(2_500)),
                Optional.of(new Store(Optional.of("no space"), 1)));

        Map<String, Object> expected = Map.ofEntries(Map.entry("status", "degraded"), Map.entry("reason", "linked to 2 of 3"),
                Map.entry("node", "n"), Map.entry("preset", "wan"), Map.entry("transport", "quic"),
                Map.entry("members.alive", 3L), Map.entry("members.suspect", 1L), Map.entry("peers", 3L),
                Map.entry("linked", 2L), Map.entry("eager", 1L), Map.entry("lazy", 1L), Map.entry("grafts.pending", 4L),
                Map.entry("grafts.succeeded", 5L), Map.entry("grafts.failed", 6L), Map.entry("messages.lost", 7L),
                Map.entry("fill.max-topics", "8/9"), Map.entry("sync.seconds-ago", 2L),
                Map.entry("store", "failed: no space"));
        assertEquals(expected, HealthReport.of(health, PlumtreeHealth::ready).getData().orElseThrow());
        assertEquals(Status.UP, HealthReport.of(health, PlumtreeHealth::ready).getStatus());
    }

    @Test
    void whatIsUnhealthyIsNotReadyAndNotToBeRestarted() {
        PlumtreeHealth isolated = PlumtreeHealth.withoutNode(true, "").notReady("linked to 0 of 2 known members");

        assertEquals(Status.DOWN, HealthReport.of(isolated, PlumtreeHealth::ready).getStatus());
        assertEquals(Status.UP, HealthReport.of(isolated, PlumtreeHealth::live).getStatus());
        assertEquals(Status.UP, HealthReport.of(isolated, PlumtreeHealth::started).getStatus());
        assertFalse(isolated.ready());
    }

    private static PlumtreeNode alone() throws Exception {
        return PlumtreeNode.builder()
                .config(PlumtreeConfig.lan().withNodeId(NodeId.of("here")).withBind(new Address("127.0.0.1", 0)))
                .start().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private List<Status> statuses() {
        return List.of(check(Startup.Literal.INSTANCE).getStatus(), check(Readiness.Literal.INSTANCE).getStatus(),
                check(Liveness.Literal.INSTANCE).getStatus());
    }

    private HealthCheckResponse check(Annotation kind) {
        return container.select(HealthCheck.class, kind).get().call();
    }
}
