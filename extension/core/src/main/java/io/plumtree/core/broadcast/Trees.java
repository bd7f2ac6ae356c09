package io.plumtree.core.broadcast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.api.PeerDemotion;
import io.plumtree.api.PeerPromotion;
import io.plumtree.api.TreePlace;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.View;
import io.plumtree.core.tree.TreePlanner;
import io.plumtree.core.tree.TreePosition;
import io.plumtree.core.util.Timer;

/**
 * The trees this node stands in, one for each origin. A tree is planned when a message of its origin needs it, kept over a
 * change of the view, and planned anew after a burst of changes or when its origin was silent for as long as messages are
 * retained (tree-model R2, R4, P16).
 */
final class Trees {

    private static final long BURST_WINDOW_NANOS = 10_000_000_000L;
    private static final double BURST_FRACTION = 0.05;
    /** In a small cluster one crash or one restart is no burst. */
    private static final int BURST_AT_LEAST = 3;
    /** A burst is over when the view was still for this long, or after three times this. */
    private static final long BURST_OVER_NANOS = 1_000_000_000L;

    private final Engine engine;
    private final Planning planning;
    private final Supplier<View> view;
    private final Map<NodeId, OriginTree> byOrigin = new LinkedHashMap<>();
    private final Deque<Long> changes = new ArrayDeque<>();
    private final Timer rebuild = new Timer(this::rebuild);
    private long burstSince;

    Trees(Engine engine, TreePlanner planner, Supplier<View> view) {
        this.engine = engine;
        this.planning = new Planning(engine.self(), planner, engine.tally());
        this.view = view;
    }

    Collection<OriginTree> all() {
        return Collections.unmodifiableCollection(byOrigin.values());
    }

    @Nullable
    OriginTree find(NodeId origin) {
        return byOrigin.get(origin);
    }

    OriginTree get(NodeId origin, long now) {
        OriginTree tree = byOrigin.get(origin);
        if (tree == null) {
            tree = new OriginTree(origin, origin.equals(engine.self()), now);
            byOrigin.put(origin, tree);
        }
        return tree;
    }

    /** @return this node's place in each tree, in the order of the origins' ids */
    List<TreePlace> places() {
        return byOrigin.values().stream().map(this::place).sorted(Comparator.comparing(TreePlace::origin)).toList();
    }

    private TreePlace place(OriginTree tree) {
        Neighbour parent = tree.parent == OriginTree.NOBODY ? null : engine.neighbours().at(tree.parent);
        List<NodeId> eager = new ArrayList<>();
        List<NodeId> lazy = new ArrayList<>();
        for (Neighbour neighbour : engine.neighbours().all()) {
            if (tree.isChild(neighbour.slot())) {
                eager.add(neighbour.id());
            } else if (neighbour != parent) {
                lazy.add(neighbour.id());
            }
        }
        Collections.sort(eager);
        Collections.sort(lazy);
        return new TreePlace(tree.origin, Optional.ofNullable(parent).map(Neighbour::id), List.copyOf(eager),
                List.copyOf(lazy));
    }

    void remove(OriginTree tree) {
        byOrigin.remove(tree.origin);
    }

    /** A message of the origin is here. */
    void used(OriginTree tree, long now) {
        needed(tree, now);
        tree.messages++;
    }

    /** A message of the origin is here or on its way: the tree is needed. */
    void needed(OriginTree tree, long now) {
        if (!tree.planned || now - tree.lastActive > engine.settings().cacheTtl) {
            plan(tree, now);
        }
        tree.lastActive = now;
    }

    /**
     * The tree is known from others and in use, so what they do counts, not a plan: they keep theirs when the view changes
     * (tree-model P10). One planned before a burst is planned anew all the same, as theirs is (tree-model R4).
     */
    void joined(OriginTree tree, long now) {
        if (tree.outdated) {
            needed(tree, now);
        } else if (!tree.planned) {
            tree.planned = true;
            tree.lastActive = now;
        }
    }

    /** Of the members, {@code changed} became reachable or out of reach, now that {@code reachable} can be reached. */
    void viewChanged(int changed, int reachable, long now) {
        int burst = (int) Math.max(BURST_AT_LEAST, BURST_FRACTION * reachable);
        Long at = now;
        for (int i = Math.min(changed, burst); i > 0; i--) {
            changes.addLast(at);
        }
        while (now - changes.getFirst() > BURST_WINDOW_NANOS) {
            changes.removeFirst();
        }
        if (changes.size() < burst) {
            return;
        }
        while (changes.size() > burst) {
            changes.removeFirst();
        }
        if (!rebuild.scheduled()) {
            burstSince = now;
        }
        long latest = burstSince + 3 * BURST_OVER_NANOS;
        long quiet = now + BURST_OVER_NANOS;
        engine.timers().schedule(rebuild, latest - quiet < 0 ? latest : quiet);
    }

    private void rebuild(long now) {
        changes.clear();
        planning.forget();
        for (OriginTree tree : byOrigin.values()) {
            tree.planned = false;
            tree.outdated = true;
        }
    }

    private void plan(OriginTree tree, long now) {
        long before = tree.children;
        tree.reset();
        TreePosition position = planning.plan(view.get(), tree.origin, now);
        if (position == null) {
            // Until there is time: push to nobody, announce to all; whoever misses it grafts (tree-model §7).
            tellChildren(tree, before);
            return;
        }
        tree.planned = true;
        tree.isNowAt(position.depth());
        tree.height = position.height();
        Neighbour parent = position.parent() == null ? null : engine.neighbours().get(position.parent());
        if (parent != null) {
            tree.adopt(parent.slot(), false);
        }
        for (NodeId child : position.children()) {
            Neighbour neighbour = engine.neighbours().get(child);
            if (neighbour != null && neighbour != parent) {
                tree.children |= neighbour.bit();
            }
        }
        tellChildren(tree, before);
    }

    /** The first plan is no change; a later one is told like any other. */
    private void tellChildren(OriginTree tree, long before) {
        if (before == 0) {
            return;
        }
        for (Neighbour demoted : engine.neighbours().in(before & ~tree.children)) {
            engine.tally().demotions++;
            engine.effects().event(new PeerDemotion(demoted.id(), tree.origin));
        }
        for (Neighbour promoted : engine.neighbours().in(tree.children & ~before)) {
            engine.tally().promotions++;
            engine.effects().event(new PeerPromotion(promoted.id(), tree.origin));
        }
    }
}
