package io.plumtree.core.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeHealth.Status;

class HealthRulesTest {

    private static final long SECOND = 1_000_000_000L;

    private final Patient node = new Patient();
    private HealthRules rules = new HealthRules(PlumtreeConfig.standard());

    @Test
    void aNodeLinkedWithAllIsHealthy() {
        is(Status.HEALTHY, "linked to 5 of 5 known members");
        assertTrue(judge().live() && judge().ready());
    }

    @Test
    void theFirstRuleThatAppliesIsTold() {
        node.phase = Vitals.Phase.LEFT;
        node.silentNanos = 5 * SECOND;
        node.joined = false;
        node.linked = 0;
        node.failed = 20;
        node.storeFailure = "no space";
        node.lost = 7;
        node.lostToObservers = 2;
        node.orphanedOrigins = 1;
        node.pulled = 30;
        node.missing = 51;
        node.cached = 96;
        List<String> told = new ArrayList<>();
        List<Runnable> cures = List.of(
                () -> node.phase = Vitals.Phase.LEAVING,
                () -> node.silentNanos = 0,
                () -> node.phase = Vitals.Phase.RUNNING,
                () -> node.joined = true,
                () -> node.linked = node.lagging = 2,
                () -> node.succeeded = 20,
                () -> node.storeFailure = null,
                () -> node.lost = 0,
                () -> node.orphanedOrigins = 0,
                () -> node.failed = 0,
                () -> node.missing = 0,
                () -> node.cached = 0,
                () -> node.known = 2,
                () -> node.lagging = 0,
                () -> node.known = node.linked = 0);

        told.add(text(judge()));
        for (Runnable cure : cures) {
            cure.run();
            told.add(text(judge()));
        }

        assertEquals(List.of(
                "UNHEALTHY left",
                "UNHEALTHY the event loop has not turned for 5000 ms",
                "UNHEALTHY leaving",
                "UNHEALTHY no address to join the cluster by has answered yet",
                "UNHEALTHY linked to 0 of 5 known members",
                "UNHEALTHY 100 % of 20 holes could not be filled in the last 60 s",
                "DEGRADED nothing is stored since the durable store failed: no space",
                "DEGRADED 7 messages became a gap in the last 60 s, 2 because observers are too slow",
                "DEGRADED nobody pushes to this node: 30 messages in the last 60 s came only because they were asked for",
                "DEGRADED 50 % of 40 holes could not be filled in the last 60 s",
                "DEGRADED 51 holes wait to be filled",
                "DEGRADED what retains messages is 96 % full: they may go before message-cache-ttl",
                "DEGRADED linked to 2 of 5 known members",
                "DEGRADED every neighbour is slower than what it is sent",
                "HEALTHY linked to 2 of 2 known members",
                "HEALTHY alone: no other member is known"), told);
    }

    @Test
    void onlyAnEventLoopThatStandsStillIsNotLive() {
        node.silentNanos = 5 * SECOND - 1;
        assertTrue(judge().live());
        node.silentNanos++;
        assertFalse(judge().live());

        node.phase = Vitals.Phase.LEAVING;
        assertFalse(judge().live());
        node.phase = Vitals.Phase.LEFT;
        assertTrue(judge().live(), "nothing is stuck that has left on purpose");
    }

    @Test
    void whatTheNetworkDoesToANodeLeavesItLive() {
        node.joined = false;
        node.linked = 0;
        node.failed = 1000;
        node.lost = 1000;

        assertTrue(judge().live());
        assertFalse(judge().ready());
    }

    @Test
    void whatIsDegradedIsReady() {
        node.lost = 1;

        is(Status.DEGRADED, "1 messages became a gap in the last 60 s");
        assertTrue(judge().ready());
    }

    @Test
    void fourOfFiveHolesThatCannotBeFilledAreDegradedAndMoreUnhealthy() {
        node.succeeded = 20;
        node.failed = 80;
        assertEquals(Status.DEGRADED, judge().status());
        node.failed++;
        assertEquals(Status.UNHEALTHY, judge().status());
        assertFalse(judge().ready());
    }

    @Test
    void threeOfTenHolesThatCannotBeFilledAreHealthyAndMoreDegraded() {
        node.succeeded = 70;
        node.failed = 30;
        assertEquals(Status.HEALTHY, judge().status());
        node.failed++;
        assertEquals(Status.DEGRADED, judge().status());
    }

    @Test
    void nineOutcomesMakeNoRate() {
        node.failed = 9;
        assertEquals(Status.HEALTHY, judge().status());
        node.failed = 10;
        assertEquals(Status.UNHEALTHY, judge().status());
    }

    @Test
    void aNodeThatIsPushedNothingIsDegradedUnlessNothingWasThereToBePushed() {
        node.orphanedOrigins = 3;
        assertEquals(Status.HEALTHY, judge().status(), "its origins are idle");
        node.pulled = 9;
        assertEquals(Status.HEALTHY, judge().status());
        node.pulled = 10;
        assertEquals(Status.DEGRADED, judge().status());
        node.pushed = 1;
        assertEquals(Status.HEALTHY, judge().status(), "somebody pushes");
        node.pushed = 0;
        node.orphanedOrigins = 0;
        assertEquals(Status.HEALTHY, judge().status(), "it caught up with the past, and has its parents");
    }

    @Test
    void fiftyHolesMayWait() {
        node.missing = 50;
        assertEquals(Status.HEALTHY, judge().status());
        node.missing = 51;
        assertEquals(Status.DEGRADED, judge().status());
    }

    @Test
    void aCacheMayBeNearlyFull() {
        node.cached = 95;
        assertEquals(Status.HEALTHY, judge().status());
        node.cached = 96;
        assertEquals(Status.DEGRADED, judge().status());
    }

    @Test
    void aFullCacheIsHealthyWhereThatIsWanted() {
        rules = new HealthRules(PlumtreeConfig.standard().with(ConfigKey.HEALTH_CACHE_UTILIZATION_DEGRADED, 1.0));
        node.cached = 100;

        assertEquals(Status.HEALTHY, judge().status());
    }

    @Test
    void aSmallClusterThatIsLinkedIsHealthyForGood() {
        for (int others = 0; others <= 3; others++) {
            node.known = others;
            node.linked = others;
            assertEquals(Status.HEALTHY, judge().status(), others + " others");
        }
    }

    @Test
    void fewerThanThreeLinksAreDegradedWhereMoreAreThere() {
        node.known = 100;
        node.linked = 3;
        assertEquals(Status.HEALTHY, judge().status());
        node.linked = 2;
        assertEquals(Status.DEGRADED, judge().status());
        node.known = 3;
        assertEquals(Status.DEGRADED, judge().status());
        node.known = 2;
        assertEquals(Status.HEALTHY, judge().status());
        node.linked = 1;
        assertEquals(Status.DEGRADED, judge().status());
    }

    @Test
    void neighboursThatAllLagAreDegraded() {
        node.lagging = 4;
        assertEquals(Status.HEALTHY, judge().status());
        node.lagging = 5;
        assertEquals(Status.DEGRADED, judge().status());
    }

    @Test
    void thresholdsAreThoseConfigured() {
        rules = new HealthRules(PlumtreeConfig.standard()
                .with(ConfigKey.HEALTH_MAX_SILENCE, Duration.ofSeconds(2))
                .with(ConfigKey.HEALTH_WINDOW, Duration.ofSeconds(30))
                .with(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_UNHEALTHY, 0.5)
                .with(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_DEGRADED, 0.1)
                .with(ConfigKey.HEALTH_PENDING_GRAFTS_DEGRADED, 5)
                .with(ConfigKey.HEALTH_CACHE_UTILIZATION_DEGRADED, 0.5)
                .with(ConfigKey.HEALTH_MIN_PEERS_DEGRADED, 5));
        node.linked = 4;
        is(Status.DEGRADED, "linked to 4 of 5 known members");
        node.cached = 51;
        is(Status.DEGRADED, "what retains messages is 51 % full: they may go before message-cache-ttl");
        node.missing = 6;
        is(Status.DEGRADED, "6 holes wait to be filled");
        node.succeeded = 8;
        node.failed = 2;
        is(Status.DEGRADED, "20 % of 10 holes could not be filled in the last 30 s");
        node.failed = 9;
        is(Status.UNHEALTHY, "53 % of 17 holes could not be filled in the last 30 s");
        node.silentNanos = 2 * SECOND;
        is(Status.UNHEALTHY, "the event loop has not turned for 2000 ms");
    }

    @Test
    void thresholdsOutOfRangeOrAtOddsAreNamed() {
        PlumtreeConfig config = PlumtreeConfig.standard();
        assertEquals("health.graft-failure-rate-unhealthy = 1.01 is not allowed: 0.0 to 1.0", assertThrows(
                InvalidConfigException.class, () -> config.with(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_UNHEALTHY, 1.01))
                .getMessage());
        assertThrows(InvalidConfigException.class,
                () -> config.with(ConfigKey.HEALTH_CACHE_UTILIZATION_DEGRADED, Double.NaN));
        PlumtreeConfig atOdds = config.with(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_UNHEALTHY, 0.2);
        assertEquals("health.graft-failure-rate-degraded = 0.3 is not allowed: "
                + "at most health.graft-failure-rate-unhealthy, which is 0.2",
                assertThrows(InvalidConfigException.class, atOdds::validated).getMessage());
    }

    private Verdict judge() {
        return rules.judge(node.vitals());
    }

    private void is(Status status, String reason) {
        assertEquals(status + " " + reason, text(judge()));
    }

    private static String text(Verdict verdict) {
        return verdict.status() + " " + verdict.reason();
    }
}
