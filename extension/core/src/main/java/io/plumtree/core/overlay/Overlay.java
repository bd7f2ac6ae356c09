package io.plumtree.core.overlay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

        /** The view of who can be reached changed by one member. */
        void viewChanged(long now);

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
    private final RingOverlay members;
    private final RingOverlay reachable;
    private final Set<NodeId> linkedOnly = new LinkedHashSet<>();
    /** Members for which {@link Effects#connect} stands, linked or not. */
    private final Set<NodeId> connecting = new LinkedHashSet<>();
    private final Timer trim = new Timer(this::trim);

    public Overlay(NodeId self, int rings, int maxPeers, Neighbours neighbours, TimerQueue timers, Effects effects,
            Listener listener) {
        this.self = self;
        this.maxPeers = maxPeers;
        this.neighbours = neighbours;
        this.timers = timers;
        this.effects = effects;
        this.listener = listener;
        this.members = new RingOverlay(rings);
        this.reachable = new RingOverlay(rings);
        members.add(self);
        reachable.add(self);
    }

    /** @return this node and every member that is not known to be out of reach: what trees are planned on */
    public RingOverlay view() {
        return reachable;
    }

    /** @return other members known */
    public int members() {
        return members.size() - 1;
    }

    public void memberUp(NodeId member, long now) {
        linkedOnly.remove(member);
        if (members.add(member)) {
            reach(member, now);
            refresh(now);
        }
    }

    public void memberDown(NodeId member, long now) {
        linkedOnly.remove(member);
        if (member.equals(self) || !members.remove(member)) {
            return;
        }
        lose(member, now);
        if (neighbours.get(member) != null) {
            listener.close(member, "no member any more", now);
        }
        refresh(now);
    }

    public boolean accepts(NodeId peer) {
        return !peer.equals(self) && (neighbours.get(peer) != null || neighbours.size() < maxPeers || unwanted() != null);
    }

    /** @return the neighbour; null if there is no room and the link was disconnected */
    public @Nullable Neighbour linkUp(NodeId peer, long now) {
        if (neighbours.size() >= maxPeers) {
            Neighbour unwanted = unwanted();
            if (unwanted == null) {
                effects.disconnect(peer, "no room for more links (max-peers)");
                return null;
            }
            listener.close(unwanted.id(), "room is needed for another link (max-peers)", now);
        }
        if (members.add(peer)) {
            linkedOnly.add(peer);
        }
        Neighbour neighbour = neighbours.add(peer, now);
        reach(peer, now);
        refresh(now);
        return neighbour;
    }

    /**
     * A link is gone; it is no neighbour any more.
     *
     * @param disconnected whether this node disconnected it, which also ended the wish to be connected
     */
    public void linkDown(NodeId peer, boolean disconnected, long now) {
        lose(peer, now);
        if (linkedOnly.remove(peer)) {
            members.remove(peer);
        }
        if (disconnected) {
            connecting.remove(peer);
        }
        refresh(now);
    }

    public void connectFailed(NodeId member, long now) {
        if (neighbours.get(member) == null) {
            lose(member, now);
            refresh(now);
        }
    }

    private void reach(NodeId member, long now) {
        if (reachable.add(member)) {
            listener.viewChanged(now);
        }
    }

    private void lose(NodeId member, long now) {
        if (reachable.remove(member)) {
            listener.viewChanged(now);
        }
    }

    private void refresh(long now) {
        Set<NodeId> wanted = new LinkedHashSet<>(members.neighbours(self));
        wanted.addAll(reachable.neighbours(self));
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
