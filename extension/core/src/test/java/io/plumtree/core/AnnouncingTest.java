package io.plumtree.core;

import static io.plumtree.core.EngineFixture.MILLIS;
import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;

/** Lazy push (paper, Algorithm 1; tree-model R5, R12). */
class AnnouncingTest {

    private final EngineFixture node = new EngineFixture();

    @Test
    void whatArrivedWithinAnIntervalIsAnnouncedAsOneIntervalWithTheAgeOfItsLast() {
        node.link("p", "a").tree("p");
        node.gossip("p", 1);
        node.pass(30 * MILLIS);
        node.gossip("p", 2);
        node.pass(30 * MILLIS);
        node.gossip("p", 3);
        node.pass(39 * MILLIS);
        assertEquals(List.of(), node.done("a:"));
        node.pass(MILLIS);
        assertEquals(List.of("a: IHAVE o/t 1..3 age 40"), node.done("a:"));
    }

    @Test
    void childrenAndWhoeverIsKnownToHaveItHearNoAnnouncement() {
        node.link("p", "child", "a", "b").tree("p", "child");
        node.gossip("p", 1);
        node.ihave("a", 1, 1);
        node.done();
        node.pass(100 * MILLIS);
        assertEquals(List.of("b: IHAVE o/t 1..1 age 100"), node.done());
    }

    @Test
    void onlyWhatANeighbourDoesNotHaveIsAnnouncedToIt() {
        node.link("p", "a").tree("p");
        node.gossip("p", 1);
        node.gossip("p", 2);
        node.gossip("p", 3);
        node.ihave("a", 1, 2);
        node.pass(100 * MILLIS);
        assertEquals(List.of("a: IHAVE o/t 3..3 age 100"), node.done("a: IHAVE"));
    }

    @Test
    void streamsShareAMessageAndLongBatchesAreSplit() {
        EngineFixture two = new EngineFixture(PlumtreeConfig.standard().withIhaveBatchSize(2)).link("a").tree(null);
        for (String topic : List.of("x", "y", "z")) {
            two.engine.broadcast(topic, java.util.Collections.emptyMap(),
                    io.plumtree.core.message.Payload.plain(new byte[1]), 5, Acknowledgement.QUEUED, 0, two.now);
        }
        two.done();
        two.pass(100 * MILLIS);
        assertEquals(List.of("a: IHAVE self/x 1..1 age 0, self/y 1..1 age 0", "a: IHAVE self/z 1..1 age 0"),
                two.done());
    }

    @Test
    void aSettledTreeAnnouncesToOneOrTwoAndAnUnsettledOneToMore() {
        node.link("p", "a", "b", "c", "d", "e").tree("p");
        node.gossip("p", 1);
        node.pass(100 * MILLIS);
        assertEquals(5, node.done("a: ", "b: ", "c: ", "d: ", "e: ").size());
        for (int sequence = 2; sequence <= 21; sequence++) {
            node.gossip("p", sequence);
            node.pass(100 * MILLIS);
        }
        node.pass(5 * SECONDS);
        node.done();
        node.gossip("p", 22);
        node.pass(499 * MILLIS);
        assertEquals(List.of(), node.done("a: ", "b: ", "c: ", "d: ", "e: "), "all goes well: five intervals gather");
        node.pass(MILLIS);
        assertEquals(1, node.done("a: ", "b: ", "c: ", "d: ", "e: ").size());
        node.receive("e", new Pull(List.of(new Range(STREAM, 22, 22))));
        node.done();
        node.gossip("p", 23);
        node.pass(100 * MILLIS);
        assertEquals(2, node.done("a: ", "b: ", "c: ", "d: ", "e: ").size(), "a neighbour misses something");
    }

    @Test
    void whatHadToBePulledIsAnnouncedWidely() {
        node.link("p", "a", "b", "c", "d", "e").tree("p");
        for (int sequence = 1; sequence <= 21; sequence++) {
            node.gossip("p", sequence);
            node.pass(100 * MILLIS);
        }
        node.done();
        node.receive("p", EngineFixture.gossip(22, 3, true, 22));
        node.pass(100 * MILLIS);
        assertEquals(5, node.done("a: ", "b: ", "c: ", "d: ", "e: ").size());
    }

    @Test
    void aStreamThatFallsSilentIsToldToEverybodyEverMoreSeldomAsLongAsItIsRetained() {
        node.link("p", "a", "child").tree("p", "child");
        node.gossip("p", 1);
        node.pass(SECONDS);
        node.done();
        node.pass(4 * SECONDS);
        assertEquals(List.of("a: IHAVE o/t 1..1 age 2000", "child: IHAVE o/t 1..1 age 2000"), node.done());
        node.pass(4 * SECONDS);
        assertEquals(List.of("a: IHAVE o/t 1..1 age 8000", "child: IHAVE o/t 1..1 age 8000"), node.done());
        node.pass(50 * SECONDS);
        assertEquals(List.of("a: IHAVE o/t 1..1 age 32000", "child: IHAVE o/t 1..1 age 32000"), node.done());
        node.pass(70 * SECONDS);
        assertEquals(List.of("a: SUMMARY [o/t low 1 newest 1 from 2 attached]",
                "child: SUMMARY [o/t low 1 newest 1 from 2 attached]"), node.done(), "so that nobody misses it unknowingly");
        assertEquals(NodeEngine.NO_DEADLINE, node.engine.nanosToDeadline(node.now));
    }

    @Test
    void aDigestOfWhatIsNotRetainedAnyMoreSaysSo() {
        EngineFixture brief = new EngineFixture(PlumtreeConfig.standard().withMessageCacheTtl(Duration.ofSeconds(1)))
                .link("p", "a").tree("p");
        brief.gossip("p", 1);
        brief.pass(SECONDS);
        brief.done();
        brief.pass(SECONDS);
        assertEquals(List.of("a: SUMMARY [o/t low 1 newest 1 from 2 attached]"), brief.done());
    }

    @Test
    void whatBecameAGapIsToldToWhoMayNotKnowThatItWas() {
        node.link("p", "a", "b").tree("p");
        node.gossip("p", 1);
        node.pass(200 * SECONDS);
        node.ihave("p", 2, 2);
        for (String each : List.of("p", "a", "b")) {
            node.receive(each, new Missing(new Range(EngineFixture.STREAM, 2, 2), true));
        }
        assertEquals(1, node.done("ClusterGap").size());
        node.pass(2 * SECONDS);
        assertEquals(List.of("a: SUMMARY [o/t low 2 newest 2 from 3 attached]",
                "b: SUMMARY [o/t low 2 newest 2 from 3 attached]"), node.done(), "p knows");
    }

    @Test
    void anIdleNodeHasNothingToDo() {
        node.link("p", "a").tree("p");
        node.gossip("p", 1);
        node.pass(140 * SECONDS);
        assertEquals(NodeEngine.NO_DEADLINE, node.engine.nanosToDeadline(node.now));
    }

    @Test
    void anOriginThatCouldPushToNobodyAnnouncesAtOnce() {
        node.link("a").tree(null);
        node.broadcast("m", Acknowledgement.QUEUED, 0);
        node.pass(0);
        assertEquals(List.of("a: IHAVE self/t 1..1 age 0"), node.done());
    }

    @Test
    void whatIsAGapHereIsAnnouncedToNobody() {
        node.link("p", "a", "b").tree("p");
        node.gossip("p", 1);
        node.gossip("p", 3);
        for (String each : List.of("p", "a", "b")) {
            node.receive(each, new Missing(new Range(EngineFixture.STREAM, 2, 2), true));
        }
        assertEquals(1, node.engine.snapshot().counters().gapMessages());
        node.pass(SECONDS);
        node.done();
        node.pass(4 * SECONDS);
        assertEquals(List.of("b: IHAVE o/t 1..1 age 2000, o/t 3..3 age 2000"), node.done("b: "));
    }
}
