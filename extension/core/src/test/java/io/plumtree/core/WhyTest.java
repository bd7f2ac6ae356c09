package io.plumtree.core;

import static io.plumtree.core.EngineFixture.MILLIS;
import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.STREAM;
import static io.plumtree.core.EngineFixture.gossip;
import static io.plumtree.core.EngineFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.MessageHistory.End;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.broadcast.History;
import io.plumtree.core.message.Path;
import io.plumtree.core.message.PathAnswer;
import io.plumtree.core.message.PathQuestion;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.why.PathQuestions;

/** How a message came to a node, and what that took. */
class WhyTest {

    private static final Path P_HAD_IT_FROM_O = new Path(List.of(new Path.Step(id("p"), Arrival.PUSHED, 1, 1_000),
            new Path.Step(id("o"), Arrival.OWN, 0, 2_000)), End.ORIGIN, null);

    private final EngineFixture node = new EngineFixture().link("p", "a", "b").tree("p");
    private final List<History> told = new ArrayList<>();

    @Test
    void whatThisNodeBroadcastBeganHere() {
        node.broadcast("m", Acknowledgement.QUEUED, 0);
        node.now += 7 * MILLIS;
        node.done();
        ask(new StreamId(EngineFixture.SELF, 100, "t"), 1);
        assertEquals(List.of(), node.done());
        assertEquals(List.of("[self OWN round 0 age 7000] ORIGIN"), paths());
        assertEquals(OptionalLong.of(5), told.get(0).sentAtMillis());
    }

    @Test
    void whatIsNotRetainedHereIsNotAskedFor() {
        ask(STREAM, 9);
        assertEquals(List.of(), node.done());
        assertEquals(List.of("[] NOT_RETAINED self"), paths());
        assertEquals(OptionalLong.empty(), told.get(0).sentAtMillis());
        assertEquals(List.of(), told.get(0).repairs());
    }

    @Test
    void theNeighbourThatSentItIsAskedAndItsAnswerCompletesThePath() {
        node.gossip("p", 1);
        node.now += 3 * MILLIS;
        node.done();
        ask(STREAM, 1);
        assertEquals(List.of("p: PATH? 1 o/t 1 within 5000"), node.done());
        node.engine.roundTrip(id("p"), 4 * MILLIS);
        node.now += 4 * MILLIS;
        node.receive("p", new PathAnswer(1, P_HAD_IT_FROM_O));
        // Half of the round trip ago the answer left.
        assertEquals(List.of("[self PUSHED round 2 age 7000, p PUSHED round 1 age 3000, o OWN round 0 age 4000] ORIGIN"),
                paths());
        node.pass(10 * SECONDS);
        assertEquals(1, told.size());
    }

    @Test
    void aQuestionOfANeighbourIsPassedOnWithLessPatience() {
        node.gossip("p", 1);
        node.done();
        node.receive("a", new PathQuestion(77, STREAM, 1, 4_000));
        assertEquals(List.of("p: PATH? 1 o/t 1 within 3500"), node.done());
        node.receive("p", new PathAnswer(1, P_HAD_IT_FROM_O));
        assertEquals(
                List.of("a: PATH 77 [self PUSHED round 2 age 0, p PUSHED round 1 age 1000, o OWN round 0 age 2000] ORIGIN"),
                node.done());
    }

    @Test
    void aNeighbourThatAsksAboutWhatIsNotHereIsToldSo() {
        node.receive("a", new PathQuestion(77, STREAM, 1, 4_000));
        assertEquals(List.of("a: PATH 77 [] NOT_RETAINED self"), node.done());
    }

    @Test
    void whereNobodyAnswersWhatIsKnownIsTold() {
        node.gossip("p", 1);
        node.done();
        node.receive("a", new PathQuestion(77, STREAM, 1, 4_000));
        node.done();
        node.pass(3_500 * MILLIS - 1);
        assertEquals(List.of(), node.done("a: PATH"));
        node.pass(1);
        assertEquals(List.of("a: PATH 77 [self PUSHED round 2 age 3500000] TIMEOUT p"), node.done("a: PATH"));
        node.receive("p", new PathAnswer(1, P_HAD_IT_FROM_O));
        assertEquals(List.of(), node.done("a: PATH"), "it is too late");
    }

    @Test
    void aNeighbourWithoutPatienceGetsThisStepAlone() {
        node.gossip("p", 1);
        node.done();
        node.receive("a", new PathQuestion(77, STREAM, 1, 0));
        assertEquals(List.of("a: PATH 77 [self PUSHED round 2 age 0] TIMEOUT p"), node.done());
    }

    @Test
    void nobodyIsAskedWhoIsNotLinkedAnyMore() {
        node.gossip("p", 1);
        node.engine.linkDown(id("p"), node.now);
        node.done();
        ask(STREAM, 1);
        assertEquals(List.of("[self PUSHED round 2 age 0] NO_LINK p"), paths());
    }

    @Test
    void aLinkThatGoesWhileItsEndIsAskedEndsThePath() {
        node.gossip("p", 1);
        ask(STREAM, 1);
        node.engine.linkDown(id("p"), node.now);
        assertEquals(List.of("[self PUSHED round 2 age 0] NO_LINK p"), paths());
    }

    @Test
    void whoAskedAndIsGoneIsNotAnswered() {
        node.gossip("p", 1);
        node.receive("a", new PathQuestion(77, STREAM, 1, 4_000));
        node.engine.linkDown(id("a"), node.now);
        node.done();
        node.receive("p", new PathAnswer(1, P_HAD_IT_FROM_O));
        node.pass(10 * SECONDS);
        assertEquals(List.of(), node.done("a: "));
    }

    @Test
    void onlyWhoWasAskedAnswersAndOnlyForItself() {
        node.gossip("p", 1);
        ask(STREAM, 1);
        long rejected = node.engine.snapshot().counters().rejected();
        node.receive("a", new PathAnswer(1, new Path(List.of(new Path.Step(id("a"), Arrival.OWN, 0, 0)), End.ORIGIN, null)));
        node.receive("p", new PathAnswer(1, new Path(List.of(new Path.Step(id("b"), Arrival.OWN, 0, 0)), End.ORIGIN, null)));
        node.receive("p", new PathAnswer(2, P_HAD_IT_FROM_O));
        assertEquals(List.of(), told);
        assertEquals(rejected + 2, node.engine.snapshot().counters().rejected());
        node.receive("p", new PathAnswer(1, P_HAD_IT_FROM_O));
        assertEquals(1, told.size());
    }

    @Test
    void moreQuestionsThanAreAllowedASecondAreDeclined() {
        node.gossip("p", 1);
        node.done();
        for (int i = 0; i < PathQuestions.PER_SECOND + 1; i++) {
            node.receive("a", new PathQuestion(i, STREAM, 1, 4_000));
        }
        assertEquals(List.of("a: PATH 100 [] TOO_MANY_QUESTIONS self"), node.done("a: "));
        node.pass(SECONDS / 100);
        node.receive("a", new PathQuestion(101, STREAM, 1, 4_000));
        assertEquals(List.of(), node.done("a: "));
    }

    @Test
    void noMoreQuestionsAreOpenThanAllowed() {
        node.gossip("p", 1);
        for (int i = 0; i < PathQuestions.MAX_OPEN; i++) {
            ask(STREAM, 1);
        }
        assertEquals(List.of(), told);
        ask(STREAM, 1);
        assertEquals(List.of("[self PUSHED round 2 age 0] TOO_MANY_QUESTIONS p"), paths());
        node.pass(5 * SECONDS);
        assertEquals(1 + PathQuestions.MAX_OPEN, told.size());
        ask(STREAM, 1);
        assertEquals(1 + PathQuestions.MAX_OPEN, told.size(), "there is room again");
    }

    @Test
    void aPathIsNoLongerThanItMayBe() {
        node.gossip("p", 1);
        ask(STREAM, 1);
        List<Path.Step> steps = new ArrayList<>(List.of(new Path.Step(id("p"), Arrival.PUSHED, 99, Path.Step.MAX_AGE_MICROS)));
        for (int i = 1; i < Path.MAX_STEPS; i++) {
            steps.add(new Path.Step(id("x" + i), Arrival.PUSHED, 99 - i, Path.Step.UNKNOWN_AGE));
        }
        node.engine.roundTrip(id("p"), 4 * MILLIS);
        node.receive("p", new PathAnswer(1, new Path(steps, End.NO_LINK, id("y"))));
        Path path = told.get(0).path();
        assertEquals(Path.MAX_STEPS, path.steps().size());
        assertEquals(End.TOO_LONG, path.end());
        assertEquals(id("x63"), path.next());
        assertEquals(Path.Step.MAX_AGE_MICROS, path.steps().get(1).ageMicros());
        assertEquals(Path.Step.UNKNOWN_AGE, path.steps().get(2).ageMicros());
    }

    @Test
    void whatWasPulledSaysSoAndWhoAnnouncedIt() {
        node.gossip("p", 1);
        node.pass(60 * SECONDS - 1);
        node.ihave("a", 2, 2);
        node.pass(100 * MILLIS);
        node.ihave("b", 2, 2);
        node.pass(300 * MILLIS);
        long asked = node.now;
        node.receive("a", gossip(2, 3, true, 2));
        ask(STREAM, 2);
        node.receive("a", new PathAnswer(1, new Path(List.of(new Path.Step(id("a"), Arrival.PUSHED, 2, 0)), End.NO_LINK,
                id("z"))));
        assertEquals(List.of("[self PULLED round 3 age 0, a PUSHED round 2 age 0] NO_LINK z"), paths());
        assertEquals(List.of("PULL_SENT a noticed " + (asked - 400 * MILLIS) + " at " + asked + " announced by [a, b]"),
                repairs());
    }

    @Test
    void whatWasNeverHadSaysWhoWasAskedForIt() {
        node.tree(null).ihave("a", 1, 1);
        ask(STREAM, 1);
        assertEquals(List.of("[] NOT_RETAINED self"), paths());
        assertEquals(List.of("GRAFT_SENT a noticed " + node.now + " at " + node.now + " announced by [a]"), repairs());
        assertEquals(List.of(), repairs(STREAM, 2));
    }

    @Test
    void aDuplicateSaysWhomItCostTheBranch() {
        node.gossip("p", 1);
        node.gossip("a", 1);
        node.gossip("b", 1);
        node.receive("p", new Prune(id("o"), List.of()));
        assertEquals(List.of("DUPLICATE a", "PRUNE_SENT a", "DUPLICATE b", "PRUNE_SENT b", "PRUNE_RECEIVED p"),
                repairs(STREAM, 1).stream().map(repair -> repair.split(" noticed")[0]).toList());
        assertEquals(List.of(), repairs(STREAM, 2));
    }

    @Test
    void pushesAreNotRemembered() {
        for (int i = 1; i <= 100; i++) {
            node.gossip("p", i);
            assertEquals(List.of(), repairs(STREAM, i));
        }
    }

    @Test
    void theOldestRepairsAreForgotten() {
        node.gossip("p", 1);
        node.gossip("a", 1);
        for (int i = 0; i < 1_023; i++) {
            node.gossip("p", 2);
        }
        assertTrue(repairs(STREAM, 1).get(0).startsWith("DUPLICATE a"), repairs(STREAM, 1)::toString);
        node.gossip("p", 2);
        assertEquals(1, repairs(STREAM, 1).size(), "the duplicate is forgotten, the PRUNE is not yet");
        node.gossip("p", 2);
        assertEquals(List.of(), repairs(STREAM, 1));
    }

    @Test
    void theWayThroughAClusterIsWhatItsNodesSay() {
        TestCluster cluster = new TestCluster(11, PlumtreeConfig.standard(), 10 * MILLIS, 50 * MILLIS).start(30);
        cluster.node(0).input(engine -> engine.broadcast("t", Map.of(), Payload.plain(new byte[1]), 5,
                Acknowledgement.QUEUED, 0, cluster.now));
        cluster.run(2 * SECONDS);
        StreamId stream = new StreamId(TestCluster.id(0), cluster.node(0).engine.epoch(), "t");
        for (int i = 0; i < 30; i++) {
            cluster.node(i).input(engine -> engine.why(stream, 1, told::add, cluster.now));
        }
        cluster.run(2 * SECONDS);
        assertEquals(30, told.size());
        for (History history : told) {
            List<Path.Step> steps = history.path().steps();
            assertEquals(End.ORIGIN, history.path().end());
            assertEquals(TestCluster.id(0), steps.get(steps.size() - 1).node());
            for (int i = 0; i < steps.size(); i++) {
                assertEquals(steps.size() - 1 - i, steps.get(i).round());
                assertEquals(nodes(steps).subList(i, steps.size()), nodes(pathOf(steps.get(i).node().value())));
            }
        }
    }

    private List<Path.Step> pathOf(String name) {
        return told.stream().map(history -> history.path().steps()).filter(steps -> steps.get(0).node().equals(id(name)))
                .findAny().orElseThrow();
    }

    private static List<String> nodes(List<Path.Step> steps) {
        return steps.stream().map(step -> step.node().value()).toList();
    }

    private void ask(StreamId stream, long sequence) {
        node.engine.why(stream, sequence, told::add, node.now);
    }

    private List<String> paths() {
        return told.stream().map(history -> EngineFixture.text(history.path())).toList();
    }

    private List<String> repairs() {
        return told.get(0).repairs().stream().map(repair -> repair.kind() + " " + repair.peer() + " noticed "
                + repair.noticedAt() + " at " + repair.at() + " announced by " + repair.announcedBy()).toList();
    }

    private List<String> repairs(StreamId stream, long sequence) {
        told.clear();
        node.engine.why(stream, sequence, told::add, node.now);
        if (told.isEmpty()) {
            node.pass(PathQuestions.PATIENCE_MILLIS * MILLIS);
        }
        return repairs();
    }
}
