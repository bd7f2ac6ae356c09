package io.plumtree.vertx.tcp;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.plumtree.api.Address;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.core.util.Backoff;
import io.plumtree.core.util.Prng;
import io.plumtree.vertx.RemoteNode;
import io.vertx.core.net.NetClient;

/** The peers to which links are wanted; as many as the engine wants. */
final class Dials {

    private final Endpoint end;
    private final NetClient client;
    private final BiConsumer<Connection, RemoteNode> welcomed;
    private final Prng random = new Prng(new SplittableRandom().nextLong());
    private final Map<NodeId, Dial> wanted = new TreeMap<>();

    /** @param welcomed hears of every connection over which the wanted peer answered */
    Dials(Endpoint end, NetClient client, BiConsumer<Connection, RemoteNode> welcomed) {
        this.end = end;
        this.client = client;
        this.welcomed = welcomed;
    }

    /**
     * Wants a link.
     *
     * @param linked whether there is one
     */
    void want(NodeId peer, Address address, boolean linked) {
        Dial known = wanted.get(peer);
        if (known != null) {
            known.next(address);
            return;
        }
        Backoff backoff = new Backoff(end.config().get(ConfigKey.RECONNECT_MIN_DELAY).toNanos(),
                end.config().get(ConfigKey.RECONNECT_MAX_DELAY).toNanos(), random);
        Dial dial = new Dial(end, client, peer, address, backoff, welcomed);
        wanted.put(peer, dial);
        if (linked) {
            dial.linkUp();
        } else {
            dial.start();
        }
    }

    void unwant(NodeId peer) {
        Dial dial = wanted.remove(peer);
        if (dial != null) {
            dial.stop();
        }
    }

    void unwantAll() {
        wanted.values().forEach(Dial::stop);
        wanted.clear();
    }

    void linkUp(NodeId peer) {
        Dial dial = wanted.get(peer);
        if (dial != null) {
            dial.linkUp();
        }
    }

    void linkDown(NodeId peer) {
        Dial dial = wanted.get(peer);
        if (dial != null) {
            dial.linkDown();
        }
    }

    /**
     * When both dial each other, the connection that the smaller id opened is the one that stays. It counts as opened once
     * its HELLO is on the way, so that a dial into the void wins over nobody.
     *
     * @return whether a dial to {@code peer} is under way and wins over one from there
     */
    boolean winsOver(NodeId peer) {
        Dial dial = wanted.get(peer);
        return dial != null && dial.saidHello() && end.self().compareTo(peer) < 0;
    }
}
