package io.plumtree.simulator.swim.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.core.membership.MembershipConfig;
import io.plumtree.simulator.swim.SwimSettings;

/** Small ones; the command line runs them at full size. */
class ExperimentsTest {

    private static void assertHeld(Result result) {
        assertEquals(List.of(), result.failures(), result::text);
    }

    private static double figure(Result result, String key) {
        return ((Number) result.values().get(key)).doubleValue();
    }

    @Test
    void allWhoJoinAtOnceBecomeOneCluster() {
        assertHeld(JoiningAtOnce.run(SwimSettings.lan(120, 1), 1));
        assertHeld(JoiningAtOnce.run(SwimSettings.lan(120, 2), 3));
    }

    @Test
    void whateverTheOrderOfTheirStartNodesBecomeOneCluster() {
        Result result = ConcurrentStarts.run(SwimSettings.lan(50, 1), 20, share -> {
        });
        assertHeld(result);
        assertEquals(20, figure(result, "oneCluster"));
    }

    @Test
    void joiningWithoutAWayToAnotherIsAFailure() {
        Result result = JoiningAtOnce.run(SwimSettings.lan(4, 1).withLoss(1).configured(
                config -> config.withStateExchange(Duration.ZERO, Duration.ofSeconds(1)).withTcpPings(false, Set.of())),
                1);
        assertTrue(result.failures().toString().contains("declared dead"), result.failures()::toString);
    }

    @Test
    void slowNodesMakeFarFewerOthersFailThanByPlainSwimsRules() {
        Result result = FalsePositives.run(SwimSettings.lan(32, 1),
                List.of(new Pauses(4, Pauses.Kind.STUCK, Duration.ofSeconds(16), Duration.ofMillis(4), Duration.ofSeconds(60)),
                        new Pauses(4, Pauses.Kind.STILL, Duration.ofSeconds(16), Duration.ofMillis(4),
                                Duration.ofSeconds(60))),
                share -> {
                });
        assertHeld(result);
        assertTrue(figure(result, "plainFalsePositives") > 100, result::text);
    }

    @Test
    void whereLifeguardIsSwitchedOffItDoesNotHold() {
        Result result = FalsePositives.run(
                SwimSettings.lan(32, 1).configured(FalsePositives::plainSwim),
                List.of(new Pauses(4, Pauses.Kind.STUCK, Duration.ofSeconds(16), Duration.ofMillis(4),
                        Duration.ofSeconds(60))),
                share -> {
                });
        assertEquals(1, result.failures().size(), result::text);
    }

    @Test
    void aPartitionOfTenMinutesHeals() {
        assertHeld(HealingPartition.run(SwimSettings.lan(20, 1), Duration.ofMinutes(10)));
    }

    @Test
    void withoutRetriesItDoesNot() {
        Result result = HealingPartition.run(
                SwimSettings.lan(8, 1).configured(config -> config.withRetries(Duration.ZERO)), Duration.ofMinutes(10));
        assertEquals(List.of("not healed after 10 min", "it did not stay healed"), result.failures());
    }

    @Test
    void crashesAreKnownToAllWithinTheirBounds() {
        assertHeld(CrashDetection.run(SwimSettings.lan(20, 1), 5, share -> {
        }));
        assertHeld(CrashDetection.run(SwimSettings.lan(100, 1), 3, share -> {
        }));
    }

    @Test
    void theBoundOfACrashGrowsWithTheLogarithmOfTheCluster() {
        assertEquals(26, CrashDetection.bound(20).toSeconds());
        assertEquals(34, CrashDetection.bound(100).toSeconds());
        assertEquals(45, CrashDetection.bound(1000).toSeconds());
    }

    @Test
    void aQuietClusterSendsLittle() {
        Result result = IdleCost.run(SwimSettings.lan(20, 1));
        assertHeld(result);
        assertEquals(2, figure(result, "datagrams"), 0.1);
    }

    @Test
    void aBusyOneIsNoticed() {
        MembershipConfig hasty = MembershipConfig.lan().withProbes(Duration.ofMillis(50), Duration.ofMillis(25));
        assertEquals(1, IdleCost.run(SwimSettings.lan(20, 1).configured(config -> hasty)).failures().size());
    }
}
