package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.simulator.network.Link;

class SymmetricLinksTest {

    private static final NodeId ONE = NodeId.of("n1");
    private static final NodeId TWO = NodeId.of("n2");

    private final Fabricated run = new Fabricated();
    private final SymmetricLinks check = new SymmetricLinks(run.cluster, run.violations);

    private long violations(List<NodeId> neighbours, Set<NodeId> linked, Set<NodeId> wanted, boolean quiet) {
        List<NeighbourState> states = new ArrayList<>();
        neighbours.forEach(id -> states.add(new NeighbourState(id, 0, 0, 0, false)));
        NodeSnapshot real = run.node(0).snapshot();
        check.check(run.node(0), new NodeSnapshot(real.counters(), List.of(), states, 2, 0, 0), linked, wanted, quiet);
        return run.violations.count();
    }

    @Test
    void aClusterAtRestHasAllItsLinks() {
        check.healed();
        check.conclude();
        assertEquals(0, run.violations.count());
    }

    @Test
    void aLinkThatEndedAndIsUpAtItsEndsStillIsFound() {
        Link link = run.cluster.network().links().get(0);
        run.cluster.network().breakLink(link, "test");
        check.conclude();
        assertEquals(2, run.violations.count());
    }

    @Test
    void aLinkThatIsWantedAndNotThereIsFound() {
        assertEquals(1, violations(List.of(ONE), Set.of(ONE), Set.of(ONE, TWO), false));
    }

    @Test
    void aLinkThatNobodyWantsIsFoundOnceAllIsQuiet() {
        assertEquals(0, violations(List.of(ONE, TWO), Set.of(ONE, TWO), Set.of(ONE), false));
        assertEquals(1, violations(List.of(ONE, TWO), Set.of(ONE, TWO), Set.of(ONE), true));
    }

    @Test
    void anEngineThatBelievesInALinkThatIsNotThereIsFound() {
        assertEquals(1, violations(List.of(ONE, TWO), Set.of(ONE), Set.of(ONE), true));
    }

    @Test
    void aMemberThatIsNotKnownIsFound() {
        run.node(0).membersChanged(List.of(NodeId.of("stranger")), List.of(), Map.of());
        check.healed();
        assertEquals(1, run.violations.count());
    }
}
