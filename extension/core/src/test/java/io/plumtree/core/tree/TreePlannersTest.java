package io.plumtree.core.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.TreeMode;
import io.plumtree.core.overlay.RingOverlay;

class TreePlannersTest {

    private final List<NodeId> members = Trees.ids(50);
    private final RingOverlay overlay = Trees.overlay(5, members, 1);

    @Test
    void floodingMakesAllNeighboursChildrenForEveryOrigin() {
        TreePlanner planner = TreePlanners.of(PlumtreeConfig.standard().withTree(TreeMode.FLOOD));
        for (NodeId self : members) {
            for (NodeId origin : List.of(self, members.get(7), NodeId.of("unknown"))) {
                TreePosition position = planner.plan(overlay, self, origin);
                assertNull(position.parent());
                assertEquals(overlay.neighbours(self), position.children());
            }
        }
    }

    @Test
    void theConfigurationChoosesTheTreeAndItsFanout() {
        PlumtreeConfig config = PlumtreeConfig.standard().withEagerFanout(2);
        assertInstanceOf(ComputedTreePlanner.class, TreePlanners.of(config));
        assertInstanceOf(SharedTreePlanner.class, TreePlanners.of(config.withTree(TreeMode.SHARED)));
        for (NodeId origin : members) {
            assertTrue(TreePlanners.of(config).plan(overlay, origin, origin).children().size() <= 2);
        }
    }
}
