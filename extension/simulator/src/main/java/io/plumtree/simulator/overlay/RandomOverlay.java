package io.plumtree.simulator.overlay;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.View;

/**
 * A random regular graph, as the evaluation of the Plumtree paper has it, for members that are named as
 * {@link io.plumtree.simulator.SimulatedCluster} names them. When members leave, those they linked are linked with each
 * other; when others join, they enter existing links: a change costs as many links as a member has.
 */
public final class RandomOverlay implements View {

    private final Founders founders;
    private final BitSet members;
    private final int size;
    private @Nullable OverlayGraph graph;
    private @Nullable NodeId lastOrigin;
    private @Nullable View withLastOrigin;

    /** What all views of one cluster share: the graph of all who ever were members, and their numbers. */
    private static final class Founders {

        private final RandomGraph links;
        private final Map<NodeId, Integer> numbers = new HashMap<>();
        private final List<@Nullable NodeId> ids = new ArrayList<>();

        Founders(RandomGraph links) {
            this.links = links;
        }

        int number(NodeId id) {
            Integer number = numbers.get(id);
            if (number == null) {
                if (!id.value().matches("n[0-9]{1,9}")) {
                    throw new IllegalArgumentException(id + " is not named as nodes of a simulated cluster are, such as n7");
                }
                number = Integer.valueOf(id.value().substring(1));
                while (ids.size() <= number) {
                    ids.add(null);
                }
                ids.set(number, id);
                numbers.put(id, number);
                links.growTo(number);
            }
            return number;
        }
    }

    /**
     * A view of nobody.
     *
     * @param nodes members that there are at first, named n0, n1 and so on; even if {@code degree} is odd
     * @param degree links of each of these, 3 to {@code nodes - 1}
     * @param seed decides which graph it is
     */
    public RandomOverlay(int nodes, int degree, long seed) {
        this(new Founders(new RandomGraph(nodes, degree, seed)), new BitSet());
    }

    private RandomOverlay(Founders founders, BitSet members) {
        this.founders = founders;
        this.members = members;
        this.size = members.cardinality();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean contains(NodeId id) {
        return members.get(founders.number(id));
    }

    @Override
    public List<NodeId> neighbours(NodeId member) {
        return neighbours(member, Set.of());
    }

    @Override
    public List<NodeId> neighbours(NodeId member, Set<NodeId> skipped) {
        int number = founders.number(member);
        RandomGraph.Present present = skipped.isEmpty()
                ? members::get
                : node -> members.get(node) && !skipped.contains(founders.ids.get(node));
        if (!present.test(number)) {
            return List.of();
        }
        Set<NodeId> found = new LinkedHashSet<>();
        for (int slot = 0; slot < founders.links.degree(); slot++) {
            int neighbour = founders.links.follow(number, slot, present);
            if (neighbour != number && neighbour != RandomGraph.NOBODY) {
                found.add(founders.ids.get(neighbour));
            }
        }
        return List.copyOf(found);
    }

    @Override
    public OverlayGraph graph() {
        OverlayGraph result = graph;
        if (result == null) {
            result = OverlayGraph.of(members.stream().mapToObj(founders.ids::get).toList(), this::neighbours);
            graph = result;
        }
        return result;
    }

    @Override
    public long zoneNamed(String name) {
        return 0;
    }

    @Override
    public long zone(NodeId id) {
        return 0;
    }

    @Override
    public View with(Collection<NodeId> joining, Map<NodeId, String> zones) {
        BitSet more = (BitSet) members.clone();
        joining.forEach(id -> more.set(founders.number(id)));
        return changedTo(more);
    }

    @Override
    public View without(Collection<NodeId> leaving) {
        BitSet fewer = (BitSet) members.clone();
        leaving.forEach(id -> fewer.clear(founders.number(id)));
        return changedTo(fewer);
    }

    private View changedTo(BitSet changed) {
        return changed.equals(members) ? this : new RandomOverlay(founders, changed);
    }

    @Override
    public View withOrigin(NodeId origin) {
        if (contains(origin)) {
            return this;
        }
        View result = withLastOrigin;
        if (result == null || !origin.equals(lastOrigin)) {
            result = with(List.of(origin));
            lastOrigin = origin;
            withLastOrigin = result;
        }
        return result;
    }
}
