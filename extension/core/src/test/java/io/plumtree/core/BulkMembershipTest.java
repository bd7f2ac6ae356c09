package io.plumtree.core;

import static io.plumtree.core.EngineFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;

/** Members told in bulk, against the same told one by one. */
class BulkMembershipTest {

    private final EngineFixture bulk = node();
    private final EngineFixture single = node();

    private static EngineFixture node() {
        return new EngineFixture(PlumtreeConfig.standard().withRings(2));
    }

    private static List<NodeId> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> id("m" + i)).toList();
    }

    private void change(List<NodeId> up, List<NodeId> down) {
        bulk.engine.membersChanged(up, down, bulk.now);
        up.forEach(member -> single.engine.memberUp(member, single.now));
        down.forEach(member -> single.engine.memberDown(member, single.now));
    }

    private static Set<String> wanted(Set<String> before, List<String> done) {
        Set<String> wanted = new TreeSet<>(before);
        for (String text : done) {
            if (text.startsWith("connect ")) {
                assertTrue(wanted.add(text.substring("connect ".length())), text);
            } else if (text.startsWith("disconnect ")) {
                assertTrue(wanted.remove(text.substring("disconnect ".length(), text.indexOf(':'))), text);
            }
        }
        return wanted;
    }

    private static void assertSameView(EngineFixture one, EngineFixture two) {
        assertEquals(one.engine.snapshot().members(), two.engine.snapshot().members());
        for (EngineFixture node : List.of(one, two)) {
            node.engine.linkUp(id("witness"), node.now);
            node.gossip("witness", 1);
        }
        assertEquals(one.planned, two.planned);
    }

    @Test
    void theSameLinksAreWantedAndTheSameViewIsPlannedOn() {
        change(ids(0, 40), List.of());
        List<String> asked = bulk.done();
        assertEquals(4, asked.size(), "nobody is asked for whom the outcome does not want: " + asked);
        Set<String> wantedInBulk = wanted(Set.of(), asked);
        Set<String> wantedSingly = wanted(Set.of(), single.done());
        assertEquals(wantedSingly, wantedInBulk);

        String unreachable = wantedInBulk.iterator().next();
        bulk.engine.connectFailed(id(unreachable), bulk.now);
        single.engine.connectFailed(id(unreachable), single.now);
        List<NodeId> leaving = new ArrayList<>(ids(30, 45));
        leaving.add(EngineFixture.SELF);
        change(ids(35, 60), leaving);
        assertEquals(wanted(wantedSingly, single.done()), wanted(wantedInBulk, bulk.done()));
        assertEquals(45, bulk.engine.snapshot().members());
        assertSameView(bulk, single);
        assertFalse(bulk.planned.contains(id(unreachable)));
        assertTrue(bulk.planned.contains(EngineFixture.SELF));
        assertTrue(bulk.planned.contains(id("m59")));
        assertFalse(bulk.planned.contains(id("m40")), "who is told up and down is no member");
    }

    @Test
    void theLinksOfThoseWhoLeaveAreEnded() {
        for (EngineFixture node : List.of(bulk, single)) {
            node.link("m1", "m2", "m3");
        }
        change(List.of(), ids(2, 10));
        assertEquals(List.of("disconnect m2: no member any more", "disconnect m3: no member any more"),
                bulk.done("disconnect"));
        assertEquals(List.of("disconnect m2: no member any more", "disconnect m3: no member any more"),
                single.done("disconnect"));
        assertSameView(bulk, single);
    }

    @Test
    void whoWasLinkedOnlyStaysAMemberOnceMembershipTells() {
        for (EngineFixture node : List.of(bulk, single)) {
            node.link("m1", "m2");
        }
        change(ids(0, 2), List.of());
        for (EngineFixture node : List.of(bulk, single)) {
            node.engine.linkDown(id("m1"), node.now);
            node.engine.linkDown(id("m2"), node.now);
        }
        assertEquals(2, bulk.engine.snapshot().members());
        assertSameView(bulk, single);
    }

    @Test
    void everyChangeCountsTowardsABurst() {
        assertEquals(0, bulk.engine.snapshot().timers());
        bulk.engine.membersChanged(ids(0, 1), List.of(), bulk.now);
        bulk.engine.membersChanged(ids(0, 2), ids(7, 9), bulk.now);
        assertEquals(0, bulk.engine.snapshot().timers(), "two changes are no burst");
        bulk.engine.membersChanged(List.of(), ids(0, 1), bulk.now);
        assertEquals(1, bulk.engine.snapshot().timers(), "the trees are to be planned anew");

        single.engine.membersChanged(ids(0, 3), List.of(), single.now);
        assertEquals(1, single.engine.snapshot().timers());
    }

    @Test
    void whatChangesNothingDoesNothing() {
        bulk.engine.membersChanged(ids(0, 9), List.of(), bulk.now);
        bulk.done();
        bulk.engine.membersChanged(ids(3, 9), ids(10, 20), bulk.now);
        bulk.engine.membersChanged(List.of(EngineFixture.SELF), List.of(EngineFixture.SELF), bulk.now);
        assertEquals(List.of(), bulk.done());
        assertEquals(9, bulk.engine.snapshot().members());
    }
}
