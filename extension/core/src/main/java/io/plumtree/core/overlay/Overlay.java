package io.plumtree.core.overlay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.Effects;
import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TimerQueue;

/**
 * Decides with whom this node wants a link, from who is a member and who can be reached: neighbours on the rings of all
 * members, and, where one of those cannot be reached, the next on the rings of those who can (tree-model R15).
 */
public final class Overlay {

    /** Hears what the overlay changes. */
    public interface Listener {

        /** Of the members, {@code changed} became reachable or out of reach, now that {@code reachable} can be reached. */
        void viewChanged(int changed, int reachable, long now);

        /** This link is to end. */
        void close(NodeId neighbour, String reason, long now);
    }

    private static final long UNWANTED_FOR_NANOS = 30_000_000_000L;

    private final NodeId self;
    private final int maxPeers;
    private final Neighbours neighbours;
    private final TimerQueue timers;
    private final Effects effects;
    private final Listener listener;
    private View members;
    /** Members known to be out of reach; all are tried on. */
    private final Set<NodeId> unreachable = new LinkedHashSet<>();
    /** The members without the unreachable ones; null until it is asked for after one or the other changed. */
    private @Nullable View reachable;
    private final Set<NodeId> linkedOnly = new LinkedHashSet<>();
    /** Members for which {@link Effects#connect} stands, linked or not. */
    private final Set<NodeId> connecting = new LinkedHashSet<>();
    private final Timer trim = new Timer(this::trim);

    /**
     * @param zone its zone; empty for none
     * @param nobody a view without members, which says what graph links those of others
     */
    public Overlay(NodeId self, String zone, View nobody, int maxPeers, Neighbours neighbours, TimerQueue timers,
            Effects effects, Listener listener) {
        this.self = self;
        this.maxPeers = maxPeers;
        this.neighbours = neighbours;
        this.timers = timers;
        this.effects = effects;
        this.listener = listener;
        this.members = nobody.with(List.of(self), Map.of(self, zone));
    }

    /** @return this node and every member that is not known to be out of reach: what trees are planned on */
    public View view() {
        View result = reachable;
        if (result == null) {
            result = members.without(unreachable);
            reachable = result;
        }
        return result;
    }

    /** @return other members known */
    public int members() {
        return members.size() - 1;
    }

    /**
     * Membership tells of {@code up}, and then that {@code down} are no members any more.
     *
     * @param zones of some who are members or become so now, empty where one names none; others are where they were
     */
    public void membersChanged(Collection<NodeId> up, Collection<NodeId> down, Map<NodeId, String> zones, long now) {
        if (!linkedOnly.isEmpty()) {
            up.forEach(linkedOnly::remove);
            down.forEach(linkedOnly::remove);
        }
        View before = members;
        int changed = join(up, zones) + leave(down);
        if (before == members) {
            return;
        }
        changed(changed, now);
        if (!down.isEmpty()) {
            for (Neighbour neighbour : neighbours.all()) {
                if (!members.contains(neighbour.id())) {
                    listener.close(neighbour.id(), "no member any more", now);
                }
            }
        }
        refresh(now);
    }

    public boolean accepts(NodeId peer) {
        return !peer.equals(self) && (neighbours.get(peer) != null || neighbours.size() < maxPeers || unwanted() != null);
    }

    /** @return false if there is no room for a link to {@code peer} and it was disconnected */
    public boolean makeRoom(NodeId peer, long now) {
        if (neighbours.size() < maxPeers) {
            return true;
        }
        Neighbour unwanted = unwanted();
        if (unwanted == null) {
            effects.disconnect(peer, "no room for more links (max-peers)");
            return false;
        }
        listener.close(unwanted.id(), "room is needed for another link (max-peers)", now);
        return true;
    }

    /** A link is up for which there is room. @return the neighbour */
    public Neighbour linkUp(NodeId peer, long now) {
        Neighbour neighbour = neighbours.add(peer, now);
        if (join(List.of(peer), Map.of()) > 0) {
            linkedOnly.add(peer);
            changed(1, now);
        } else if (unreachable.remove(peer)) {
            changed(1, now);
        }
        neighbour.near(isNear(peer));
        refresh(now);
        return neighbour;
    }

    /**
     * A link is gone; it is no neighbour any more.
     *
     * @param disconnected whether this node disconnected it, which also ended the wish to be connected
     */
    public void linkDown(Neighbour lost, boolean disconnected, long now) {
        if (disconnected) {
            connecting.remove(lost.id());
        } else if (!lost.unwanted()) {
            lose(lost.id(), now);
        }
        if (linkedOnly.remove(lost.id())) {
            leave(List.of(lost.id()));
        }
        refresh(now);
    }

    /** A neighbour is about to leave: its link is still of use, but nothing is planned with it any more. */
    public void leaves(Neighbour neighbour, long now) {
        neighbour.leaves();
        lose(neighbour.id(), now);
        refresh(now);
    }

    public void connectFailed(NodeId member, long now) {
        if (neighbours.get(member) == null) {
            lose(member, now);
            refresh(now);
        }
    }

    /**
     * Whoever becomes a member counts as reachable until it is known better.
     *
     * @return how many became members, or were in another zone and so have another place in the graph
     */
    private int join(Collection<NodeId> joining, Map<NodeId, String> zones) {
        View before = members;
        members = before.with(joining, zones);
        int changed = members.size() - before.size();
        if (members != before && !zones.isEmpty()) {
            for (NodeId id : zones.keySet()) {
                changed += before.contains(id) && before.zone(id) != members.zone(id) ? 1 : 0;
            }
            neighbours.all().forEach(neighbour -> neighbour.near(isNear(neighbour.id())));
        }
        return changed;
    }

    private boolean isNear(NodeId peer) {
        return members.zone(peer) == members.zone(self);
    }

    /** @return how many left that were reachable */
    private int leave(Collection<NodeId> leaving) {
        // This node is a member of its own view, whatever others say.
        View left = members.without(leaving.contains(self) ? others(leaving) : leaving);
        if (left == members) {
            return 0;
        }
        int before = members.size() - unreachable.size();
        members = left;
        unreachable.removeIf(id -> !members.contains(id));
        return before - (members.size() - unreachable.size());
    }

    private List<NodeId> others(Collection<NodeId> ids) {
        return ids.stream().filter(id -> !id.equals(self)).toList();
    }

    /** Whoever is wanted is tried on, and so found in reach again; of others nobody would know. */
    private void lose(NodeId member, long now) {
        if (members.contains(member) && unreachable.add(member)) {
            changed(1, now);
        }
    }

    private void changed(int changed, long now) {
        if (changed > 0) {
            reachable = null;
            listener.viewChanged(changed, members.size() - unreachable.size(), now);
        }
    }

    private void refresh(long now) {
        Set<NodeId> wanted = new LinkedHashSet<>(members.neighbours(self));
        if (!unreachable.isEmpty()) {
            wanted.addAll(members.neighbours(self, unreachable));
            wanted.addAll(unreachable);
        }
        for (NodeId id : wanted) {
            if (neighbours.get(id) == null && connecting.add(id)) {
                effects.connect(id);
            }
        }
        for (NodeId id : List.copyOf(connecting)) {
            if (!wanted.contains(id) && neighbours.get(id) == null) {
                connecting.remove(id);
                effects.disconnect(id, "not wanted by the overlay");
            }
        }
        boolean anyUnwanted = false;
        for (Neighbour neighbour : neighbours.all()) {
            neighbour.wanted(wanted.contains(neighbour.id()), now);
            anyUnwanted |= neighbour.unwanted();
        }
        if (anyUnwanted && !trim.scheduled()) {
            timers.schedule(trim, now + UNWANTED_FOR_NANOS);
        }
    }

    /**
     * Links that nobody wanted for long are closed. The graph is symmetric, so by then the other end does not want them
     * either, unless the views still differ; then it connects again (tree-model P11).
     */
    private void trim(long now) {
        List<Neighbour> due = new ArrayList<>();
        boolean more = false;
        for (Neighbour neighbour : neighbours.all()) {
            if (neighbour.unwanted()) {
                if (now - neighbour.unwantedSince() >= UNWANTED_FOR_NANOS) {
                    due.add(neighbour);
                } else {
                    more = true;
                }
            }
        }
        due.forEach(neighbour -> listener.close(neighbour.id(), "not wanted by the overlay", now));
        if (more) {
            timers.schedule(trim, now + UNWANTED_FOR_NANOS);
        }
    }

    private @Nullable Neighbour unwanted() {
        Neighbour longest = null;
        for (Neighbour neighbour : neighbours.all()) {
            if (neighbour.unwanted()
                    && (longest == null || neighbour.unwantedSince() - longest.unwantedSince() < 0)) {
                longest = neighbour;
            }
        }
        return longest;
    }
}
