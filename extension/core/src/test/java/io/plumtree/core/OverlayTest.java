package io.plumtree.core;

import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.PlumtreeConfig;

/** Who is connected, accepted and let go (tree-model R15, P11). */
class OverlayTest {

    private final EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withRings(1).withMaxPeers(3));

    private List<String> meetTen() {
        for (int i = 0; i < 10; i++) {
            node.engine.memberUp(id("m" + i), node.now);
        }
        List<String> wanted = new ArrayList<>();
        for (String text : node.done()) {
            if (text.startsWith("connect ")) {
                wanted.add(text.substring("connect ".length()));
            } else if (text.startsWith("disconnect ")) {
                wanted.remove(text.substring("disconnect ".length(), text.indexOf(':')));
            }
        }
        return wanted;
    }

    @Test
    void asManyMembersAreConnectedAsTheRingsAskFor() {
        assertEquals(2, meetTen().size());
    }

    @Test
    void aMemberOutOfReachIsReplacedByTheNextAndTriedOn() {
        String lost = meetTen().get(0);
        node.engine.connectFailed(id(lost), node.now);
        List<String> done = node.done();
        assertEquals(1, done.size(), done.toString());
        assertTrue(done.get(0).startsWith("connect "), done.toString());
        node.engine.linkUp(id(lost), node.now);
        assertEquals(1, node.done("disconnect").size(), "its stand-in is not wanted any more");
    }

    @Test
    void aMemberThatLeavesIsDisconnected() {
        String gone = meetTen().get(0);
        node.engine.linkUp(id(gone), node.now);
        node.done();
        node.engine.memberDown(id(gone), node.now);
        assertEquals(List.of("disconnect " + gone + ": no member any more"), node.done("disconnect " + gone));
        assertEquals(List.of(), node.engine.snapshot().neighbours());
    }

    @Test
    void whoConnectsByItselfIsAMemberAsLongAsItIsLinked() {
        node.engine.linkUp(id("stranger"), node.now);
        assertEquals(1, node.engine.snapshot().members());
        node.engine.linkDown(id("stranger"), node.now);
        assertEquals(0, node.engine.snapshot().members());
    }

    @Test
    void linksThatNobodyWantsAreClosedAfterAWhile() {
        List<String> wanted = meetTen();
        String unwanted = null;
        for (int i = 0; unwanted == null; i++) {
            unwanted = wanted.contains("m" + i) ? null : "m" + i;
        }
        node.engine.linkUp(id(unwanted), node.now);
        node.done();
        node.pass(29 * SECONDS);
        assertEquals(List.of(), node.done());
        node.pass(2 * SECONDS);
        assertEquals(List.of("disconnect " + unwanted + ": not wanted by the overlay"), node.done());
    }

    @Test
    void aboveMaxPeersAnUnwantedLinkMakesRoomAndWithoutOneNobodyIsAccepted() {
        List<String> wanted = meetTen();
        wanted.forEach(name -> node.engine.linkUp(id(name), node.now));
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            if (!wanted.contains("m" + i)) {
                others.add("m" + i);
            }
        }
        node.engine.linkUp(id(others.get(0)), node.now);
        node.done();
        assertTrue(node.engine.accepts(id(others.get(1))));
        node.engine.linkUp(id(others.get(1)), node.now);
        assertEquals(
                List.of("disconnect " + others.get(0) + ": room is needed for another link (max-peers)"),
                node.done("disconnect"));
        assertEquals(3, node.engine.snapshot().neighbours().size());
        assertFalse(node.engine.accepts(EngineFixture.SELF));
    }

    @Test
    void aLostLinkThatIsWantedIsNotAskedForAgainBecauseConnectingGoesOn() {
        String peer = meetTen().get(0);
        node.engine.linkUp(id(peer), node.now);
        node.done();
        node.engine.linkDown(id(peer), node.now);
        assertEquals(List.of(), node.done("connect " + peer));
    }

    @Test
    void aRoundTripFollowsTheShortestMeasurementAndLongerOnesSlowly() {
        node.link("a");
        for (long millis : new long[] { 74, 2, 10 }) {
            node.engine.roundTrip(id("a"), millis * EngineFixture.MILLIS);
        }
        assertEquals(3 * EngineFixture.MILLIS, node.engine.snapshot().neighbours().get(0).roundTripNanos());
    }

    @Test
    void aLinkThatTakesThePlaceOfAnotherToTheSamePeerIsNotDisconnected() {
        EngineFixture met = new EngineFixture(PlumtreeConfig.standard().withRings(1));
        List<String> names = IntStream.range(0, 10).mapToObj(i -> "m" + i).toList();
        for (String name : names) {
            met.engine.memberUp(id(name), met.now);
            met.engine.linkUp(id(name), met.now);
        }
        met.done();
        names.forEach(name -> met.engine.linkUp(id(name), met.now));
        assertEquals(List.of(), met.done("disconnect"));
        assertEquals(10, met.engine.snapshot().neighbours().size());
    }

    @Test
    void roomIsMadeForAnotherLinkWhereNoneIsLeft() {
        EngineFixture full = new EngineFixture(PlumtreeConfig.standard().withRings(1).withMaxPeers(64));
        for (int i = 0; i <= 64; i++) {
            full.engine.linkUp(id("m" + i), full.now);
        }
        assertEquals(64, full.engine.snapshot().neighbours().size());
        assertEquals(1, full.done("disconnect").size());
    }

    @Test
    void whoIsLetGoCanBeReachedStill() {
        List<String> wanted = meetTen();
        String unwanted = linkUnwanted(wanted);
        node.pass(31 * SECONDS);
        assertEquals(List.of("disconnect " + unwanted + ": not wanted by the overlay"), node.done());
        assertTrue(inView(unwanted));
    }

    @Test
    void anUnwantedLinkThatEndsSaysNothingOfItsPeer() {
        List<String> wanted = meetTen();
        String unwanted = linkUnwanted(wanted);
        node.engine.linkDown(id(unwanted), node.now);
        assertEquals(List.of(), node.done("connect"));
        assertTrue(inView(unwanted));
    }

    @Test
    void whoeverIsTakenToBeOutOfReachIsTriedUntilItIsReached() {
        String lost = meetTen().get(0);
        node.engine.connectFailed(id(lost), node.now);
        String standIn = node.done("connect").get(0).substring("connect ".length());
        node.engine.connectFailed(id(standIn), node.now);
        assertEquals(List.of(), node.done("disconnect"), "nobody else would find out that it can be reached");
        node.engine.linkUp(id(lost), node.now);
        assertEquals(1, node.done("disconnect").size(), "the stand-in of the stand-in, which was not out of reach");
        node.engine.linkUp(id(standIn), node.now);
        assertTrue(inView(standIn));
        node.pass(31 * SECONDS);
        assertEquals(List.of("disconnect " + standIn + ": not wanted by the overlay"), node.done("disconnect"));
    }

    private String linkUnwanted(List<String> wanted) {
        for (int i = 0;; i++) {
            if (!wanted.contains("m" + i)) {
                node.engine.linkUp(id("m" + i), node.now);
                node.done();
                return "m" + i;
            }
        }
    }

    /** Whether trees are planned on a view in which {@code name} is. */
    private boolean inView(String name) {
        node.engine.linkUp(id("x"), node.now);
        node.broadcast("m", io.plumtree.api.Acknowledgement.QUEUED, 0);
        node.done();
        node.engine.linkDown(id("x"), node.now);
        node.done();
        return node.planned.contains(id(name));
    }
}
