package io.plumtree.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.MemberState;

/** Members leave, die and stand still, and those of the other kind believe the right thing. */
class DepartureIT {

    private final RealCluster cluster = new RealCluster();

    @BeforeAll
    static void peers() {
        Peers.assumeInstalled();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void form(int ofEachKind) {
        GoPeer first = cluster.go("g1");
        for (int i = 2; i <= ofEachKind; i++) {
            cluster.go("g" + i).join(first.address());
        }
        for (int i = 1; i <= ofEachKind; i++) {
            cluster.java("j" + i, UnaryOperator.identity(), first.address());
        }
    }

    @Test
    void whoLeavesIsSeenAsLeftAndNotAsFailed() {
        form(2);
        GoPeer goLeaves = cluster.go("go-leaves");
        JavaPeer j1 = cluster.all(JavaPeer.class).get(0);
        goLeaves.join(j1.address());
        JavaPeer javaLeaves = cluster.java("java-leaves", UnaryOperator.identity(), j1.address());
        cluster.awaitFormed();

        goLeaves.leave();
        cluster.remove(javaLeaves);
        cluster.remove(goLeaves);

        for (String left : List.of("java-leaves", "go-leaves")) {
            for (JavaPeer java : cluster.all(JavaPeer.class)) {
                java.awaitState(left, MemberState.LEFT);
                Await.until("an event", () -> java.heard(MemberLeft.class, event -> event.member().id().value().equals(left)),
                        () -> java.member(left));
                assertFalse(java.heard(MemberFailed.class, event -> true));
            }
            for (GoPeer go : cluster.all(GoPeer.class)) {
                go.await(left + " left", GoPeer.gone(left, "left"));
            }
        }
        cluster.awaitFormed();
    }

    /** Two kinds of processes at once: none of them is in the other's suspicion. */
    @Test
    void whoIsKilledIsSeenAsFailedWithinTheBoundOfTheLan() {
        form(2);
        String seed = cluster.all(JavaPeer.class).get(0).address();
        GoPeer goDies = cluster.go("go-dies");
        goDies.join(seed);
        JavaProcess javaDies = cluster.add(JavaProcess.start("java-dies", seed));
        cluster.awaitFormed();
        Duration bound = LanBound.knownToBeDead(6);

        long killed = System.nanoTime();
        goDies.kill();
        javaDies.kill();
        cluster.remove(goDies);
        cluster.remove(javaDies);

        for (String dead : List.of("go-dies", "java-dies")) {
            for (JavaPeer java : cluster.all(JavaPeer.class)) {
                Await.until(left(bound, killed), java.name() + " knows that " + dead + " failed",
                        () -> java.heard(MemberFailed.class, event -> event.member().id().value().equals(dead)),
                        () -> java.member(dead));
                assertFalse(java.heard(MemberLeft.class, event -> true));
            }
            for (GoPeer go : cluster.all(GoPeer.class)) {
                Await.until(left(bound, killed), go.name() + " knows that " + dead + " failed",
                        () -> go.heard(GoPeer.gone(dead, "dead")), () -> go);
            }
            System.out.printf("%s was known to have failed after %.1f s at most, the bound is %d s%n", dead,
                    (System.nanoTime() - killed) / 1e9, bound.toSeconds());
        }
        cluster.awaitFormed();
    }

    private static Duration left(Duration bound, long since) {
        return bound.minusNanos(System.nanoTime() - since);
    }

    @Test
    void whoStandsStillForThreeSecondsIsNotDeclaredDead() {
        form(2);
        String seed = cluster.all(JavaPeer.class).get(0).address();
        GoPeer goStands = cluster.go("go-stands");
        goStands.join(seed);
        JavaProcess javaStands = cluster.add(JavaProcess.start("java-stands", seed));
        cluster.awaitFormed();

        goStands.pause();
        javaStands.pause();
        Await.never(Duration.ofSeconds(3), "somebody is dead", this::somebodyIsGone, () -> cluster.all(Peer.class));
        goStands.resume();
        javaStands.resume();

        for (JavaPeer java : cluster.all(JavaPeer.class)) {
            for (String stood : Set.of("go-stands", "java-stands")) {
                java.awaitState(stood, MemberState.ALIVE);
                java.awaitContradiction(stood);
                System.out.println(java.name() + (java.suspected(stood) ? " suspected " : " did not suspect ") + stood);
            }
        }
        if (cluster.all(JavaPeer.class).stream().anyMatch(java -> java.suspected("go-stands"))) {
            Await.until("it contradicted", goStands::contradicted, () -> goStands);
        }
        // Nobody else's suspicion ends badly either.
        Await.never(LanBound.SHORTEST_SUSPICION, "somebody is dead", this::somebodyIsGone, () -> cluster.all(Peer.class));
        for (GoPeer go : cluster.all(GoPeer.class)) {
            for (String stood : Set.of("go-stands", "java-stands")) {
                assertTrue(go.name().equals(stood) || go.pings(stood), go.name() + " does not reach " + stood);
            }
        }
        cluster.awaitFormed();
    }

    private boolean somebodyIsGone() {
        return cluster.all(JavaPeer.class).stream().anyMatch(java -> java.heard(MemberFailed.class, event -> true))
                || cluster.all(GoPeer.class).stream().anyMatch(go -> go.heard(GoPeer.is("member-gone")))
                || cluster.all(JavaProcess.class).stream().anyMatch(java -> !java.gone().isEmpty());
    }
}
