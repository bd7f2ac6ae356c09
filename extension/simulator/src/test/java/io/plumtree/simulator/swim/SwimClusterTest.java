package io.plumtree.simulator.swim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberState;
import io.plumtree.api.MemberSuspected;
import io.plumtree.core.membership.message.MemberAddress;

class SwimClusterTest {

    private static SwimCluster formed(SwimSettings settings) {
        SwimCluster cluster = new SwimCluster(settings);
        cluster.form();
        return cluster;
    }

    private static List<String> failures(SwimCluster cluster) {
        List<String> failures = new ArrayList<>();
        cluster.listen((at, event) -> {
            if (event instanceof MemberFailed failed) {
                failures.add(at + " lost " + failed.member().id());
            }
        });
        return failures;
    }

    @Test
    void oneSeedMakesOneTraceAndAnotherSeedAnother() {
        SwimSettings settings = SwimSettings.lan(12, 5).withLoss(0.05);
        long trace = formed(settings).trace();
        assertEquals(trace, formed(settings).trace());
        assertNotEquals(trace, formed(SwimSettings.lan(12, 6).withLoss(0.05)).trace());
    }

    @Test
    void aProcessThatStandsStillForThreeSecondsAnswersLateAndIsNotDead() {
        SwimCluster cluster = formed(SwimSettings.lan(20, 1));
        List<String> failures = failures(cluster);
        List<String> suspected = new ArrayList<>();
        cluster.listen((at, event) -> {
            if (event instanceof MemberSuspected suspect) {
                suspected.add(suspect.member().id().value());
            }
        });
        SwimNode still = cluster.node(7);
        still.pause();
        long sent = cluster.traffic().datagrams();
        cluster.pass(Duration.ofSeconds(3));
        assertTrue(cluster.traffic().datagrams() > sent);
        still.resume();
        cluster.pass(Duration.ofSeconds(30));
        assertTrue(suspected.contains("node-7"), suspected::toString);
        assertEquals(List.of(), failures);
        assertTrue(cluster.complete());
    }

    @Test
    void whoseMessagesGetStuckSuspectsOthersAndHearsTheirContradictionLater() {
        SwimCluster cluster = formed(SwimSettings.lan(20, 1));
        List<String> failures = failures(cluster);
        SwimNode stuck = cluster.node(7);
        stuck.stick();
        cluster.pass(Duration.ofSeconds(6));
        assertTrue(stuck.count(MemberState.SUSPECT) > 0);
        assertEquals(20, stuck.count(MemberState.SUSPECT) + stuck.count(MemberState.ALIVE));
        stuck.resume();
        cluster.pass(Duration.ofSeconds(30));
        assertEquals(List.of(), failures);
        assertTrue(cluster.complete());
    }

    @Test
    void ofWhatComesForAProcessThatStandsStillOnlySomeIsKept() {
        SocketBuffer buffer = new SocketBuffer();
        for (int i = 0; i < 1000; i++) {
            buffer.add(new SocketBuffer.Waiting(new byte[] { (byte) i }, anyAddress()));
        }
        int kept = 0;
        while (!buffer.isEmpty()) {
            assertEquals((byte) kept++, buffer.take().bytes()[0]);
        }
        assertEquals(212_992 / 769, kept);
    }

    private static MemberAddress anyAddress() {
        return new SwimCluster(SwimSettings.lan(1, 1)).node(0).address();
    }

    @Test
    void whoCrashedFailsEverywhereAndTheOthersStay() {
        SwimCluster cluster = formed(SwimSettings.lan(10, 1));
        List<String> failures = failures(cluster);
        cluster.node(3).crash();
        cluster.pass(Duration.ofSeconds(60));
        assertEquals(9, failures.size(), failures::toString);
        assertTrue(failures.stream().allMatch(failure -> failure.endsWith("node-3")), failures::toString);
        assertTrue(cluster.complete());
    }

    @Test
    void aCutIsWholeUntilItIsHealed() {
        SwimCluster cluster = formed(SwimSettings.lan(10, 1));
        cluster.cut(cluster.nodes().subList(0, 4));
        cluster.pass(Duration.ofSeconds(60));
        assertEquals(4, cluster.node(0).count(MemberState.ALIVE));
        assertEquals(6, cluster.node(9).count(MemberState.ALIVE));
        cluster.heal();
        assertTrue(cluster.until(Duration.ofSeconds(90), cluster::complete).isPresent());
    }

    @Test
    void moreThanANodeAcceptsAtOnceAreRefusedAndJoinLater() {
        SwimCluster cluster = new SwimCluster(SwimSettings.lan(200, 1));
        cluster.startAll(1);
        assertTrue(cluster.until(Duration.ofSeconds(60), cluster::complete).isPresent());
        assertTrue(cluster.refusedStreams() > 0);
    }
}
