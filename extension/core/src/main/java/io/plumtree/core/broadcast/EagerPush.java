package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Mark;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;

/** Eager push: sends payloads to the children of a tree, as long as their queues take them (paper, Algorithm 1). */
final class EagerPush {

    private final Engine engine;
    private final Links links;
    private final Streams streams;

    EagerPush(Engine engine, Links links, Streams streams) {
        this.engine = engine;
        this.links = links;
        this.streams = streams;
    }

    /**
     * @param except slots that are not pushed to: who sent it
     * @return whether anybody was pushed to
     */
    boolean push(StreamState stream, Gossip gossip, long except, long now) {
        OriginTree tree = stream.tree;
        Neighbours neighbours = engine.neighbours();
        boolean pushed = false;
        for (long rest = tree.children & ~except & ~neighbours.lagging(); rest != 0; rest &= rest - 1) {
            pushed |= pushTo(neighbours.at(Long.numberOfTrailingZeros(rest)), gossip, now);
        }
        if (!tree.farewells.isEmpty()) {
            pushFarewells(stream, gossip, except, now);
        }
        return pushed;
    }

    /** Somebody asks not to be pushed to any more, perhaps only from some message on (tree-model R6). */
    void pruned(OriginTree tree, Neighbour by, List<Mark> after, long now) {
        if (!tree.isChild(by.slot())) {
            return;
        }
        links.demote(tree, by);
        List<Mark> ahead = new ArrayList<>(0);
        for (Mark mark : after) {
            StreamState stream = streams.find(mark.stream());
            if (stream != null && stream.window.newest() < mark.sequence()) {
                ahead.add(mark);
            }
        }
        if (!ahead.isEmpty()) {
            tree.beginFarewell(new OriginTree.Farewell(by.slot(), ahead, now + 4 * engine.settings().graftTimeout));
        }
    }

    private boolean pushTo(Neighbour neighbour, Gossip gossip, long now) {
        if (engine.effects().send(neighbour.id(), gossip)) {
            engine.tally().gossipSent++;
            return true;
        }
        engine.tally().pushesRefused++;
        engine.neighbours().lags(neighbour, now);
        return false;
    }

    private void pushFarewells(StreamState stream, Gossip gossip, long except, long now) {
        OriginTree tree = stream.tree;
        tree.farewells = tree.farewells.stream().filter(farewell -> farewell.until() - now > 0).toList();
        for (OriginTree.Farewell farewell : tree.farewells) {
            for (Mark mark : farewell.marks()) {
                if (mark.stream().equals(stream.id) && gossip.message().sequence() <= mark.sequence()
                        && (except & (1L << farewell.slot())) == 0) {
                    pushTo(engine.neighbours().at(farewell.slot()), gossip, now);
                }
            }
        }
    }
}
