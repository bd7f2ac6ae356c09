package io.plumtree.simulator.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.Link;

/** The links of one incarnation of a node, in the order in which they came up; few, and asked for with every message. */
final class NodeLinks {

    private final Object incarnation;
    private Channel[] channels = new Channel[8];
    private NodeId[] names = new NodeId[8];
    private int size;

    NodeLinks(Object incarnation) {
        this.incarnation = incarnation;
    }

    /** A link is up; an older one to the same node is none any more. */
    void put(Link link, Channel outgoing) {
        Channel older = to(outgoing.to().id());
        if (older != null) {
            remove(older.link());
        }
        if (size == channels.length) {
            channels = Arrays.copyOf(channels, 2 * size);
            names = Arrays.copyOf(names, 2 * size);
        }
        names[size] = outgoing.to().id();
        channels[size++] = outgoing;
        link.from(outgoing.to()).receiver(incarnation);
    }

    /** @return where to send to {@code peer}; null if there is no link */
    @Nullable
    Channel to(NodeId peer) {
        // Engines are told of their peers by these very objects, so most searches end here.
        for (int i = 0; i < size; i++) {
            if (names[i] == peer) {
                return channels[i];
            }
        }
        for (int i = 0; i < size; i++) {
            if (names[i].equals(peer)) {
                return channels[i];
            }
        }
        return null;
    }

    boolean has(Link link) {
        return placeOf(link) >= 0;
    }

    /** @return whether it was there */
    boolean remove(Link link) {
        int place = placeOf(link);
        if (place < 0) {
            return false;
        }
        link.from(channels[place].to()).receiver(null);
        System.arraycopy(channels, place + 1, channels, place, size - place - 1);
        System.arraycopy(names, place + 1, names, place, size - place - 1);
        channels[--size] = null;
        names[size] = null;
        return true;
    }

    List<Link> all() {
        List<Link> links = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            links.add(channels[i].link());
        }
        return links;
    }

    private int placeOf(Link link) {
        for (int i = 0; i < size; i++) {
            if (channels[i].link() == link) {
                return i;
            }
        }
        return -1;
    }
}
