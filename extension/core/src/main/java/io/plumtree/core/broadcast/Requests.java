package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plumtree.api.GraftSent;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.overlay.Neighbour;

/** Gathers what one input of the engine asks of each neighbour, so that it is asked in one message. */
final class Requests {

    private record GraftKey(Neighbour neighbour, NodeId origin) {
    }

    private final Engine engine;
    private final Map<Neighbour, List<Range>> pulls = new LinkedHashMap<>();
    private final Map<GraftKey, List<Range>> grafts = new LinkedHashMap<>();
    /** Whether anything was gathered: hardly any input asks for something. */
    private boolean any;

    Requests(Engine engine) {
        this.engine = engine;
    }

    void pull(Neighbour from, Range wanted) {
        any = true;
        pulls.computeIfAbsent(from, n -> new ArrayList<>()).add(wanted);
    }

    /** @return whether this is the first graft to {@code to} for {@code origin} within this input */
    boolean graft(Neighbour to, NodeId origin) {
        any = true;
        return grafts.putIfAbsent(new GraftKey(to, origin), new ArrayList<>()) == null;
    }

    void graft(Neighbour to, NodeId origin, Range wanted) {
        any = true;
        grafts.computeIfAbsent(new GraftKey(to, origin), key -> new ArrayList<>()).add(wanted);
    }

    /** Sends what was gathered. */
    void flush() {
        if (!any) {
            return;
        }
        any = false;
        grafts.forEach((key, wanted) -> {
            if (engine.neighbours().get(key.neighbour.id()) == key.neighbour) {
                engine.effects().send(key.neighbour.id(), new Graft(key.origin, wanted));
                engine.tally().graftSent++;
                engine.effects().event(new GraftSent(key.neighbour.id(), key.origin));
            }
        });
        grafts.clear();
        pulls.forEach((neighbour, wanted) -> {
            if (engine.neighbours().get(neighbour.id()) == neighbour) {
                engine.effects().send(neighbour.id(), new Pull(wanted));
                engine.tally().pullSent++;
            }
        });
        pulls.clear();
    }
}
