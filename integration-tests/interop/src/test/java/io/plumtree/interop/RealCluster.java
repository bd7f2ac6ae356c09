package io.plumtree.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plumtree.api.MembershipSettings;
import io.plumtree.api.PlumtreeConfig;
import io.vertx.core.Vertx;

/** Members of all kinds, none of which outlives it. */
final class RealCluster implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final List<Peer> peers = new ArrayList<>();

    JavaPeer java(String name, UnaryOperator<MembershipSettings> settings, String... seeds) {
        return java(name, "", JavaPeer.config(name, settings, seeds));
    }

    JavaPeer java(String name, String state, PlumtreeConfig config) {
        return add(JavaPeer.start(vertx, name, state, config));
    }

    GoPeer go(String name, String... options) {
        return add(GoPeer.start(name, options));
    }

    <P extends Peer> P add(P peer) {
        peers.add(peer);
        return peer;
    }

    /** Closes a member, which is to have no part in it any more. */
    void remove(Peer peer) {
        peers.remove(peer);
        peer.close();
    }

    <P extends Peer> List<P> all(Class<P> type) {
        return peers.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Waits until everybody lists everybody. */
    void awaitFormed() {
        Set<String> names = peers.stream().map(Peer::name).collect(Collectors.toCollection(TreeSet::new));
        peers.forEach(peer -> peer.awaitPresent(names));
    }

    /** Sends a message from every member of one kind to every member of the other, over TCP and over UDP. */
    void awaitMessagesBothWays(String text) {
        for (JavaPeer java : all(JavaPeer.class)) {
            for (GoPeer go : all(GoPeer.class)) {
                String pair = text + " of " + java.name() + " and " + go.name();
                java.sendReliable(go.name(), pair);
                go.sendReliable(java.name(), pair);
                go.await(pair, GoPeer.message(pair));
                java.awaitMessage(pair);
                Await.until("a ping of " + pair, () -> go.pings(java.name()), () -> go);
                String light = pair + " by UDP";
                Await.until(light, () -> {
                    java.sendBestEffort(go.name(), light);
                    return go.heard(GoPeer.message(light));
                }, () -> go);
            }
        }
    }

    /** Fails if one of the others could not read what it got, or did not like it. */
    void assertNobodyComplains() {
        all(GoPeer.class).forEach(go -> assertEquals(List.of(), go.complaints(), go.name()));
        all(SerfAgent.class).forEach(agent -> assertEquals(List.of(), agent.complaints(), agent.name()));
    }

    /** Kills the processes, then lets our nodes leave, all at once. */
    @Override
    public void close() {
        try {
            peers.stream().filter(peer -> !(peer instanceof JavaPeer)).forEach(Peer::close);
            all(JavaPeer.class).stream().map(JavaPeer::leaving).toList().forEach(Await::get);
        } finally {
            Await.get(vertx.close().toCompletionStage());
        }
    }

    /** @return the names of some members */
    static Set<String> names(Peer... some) {
        return Stream.of(some).map(Peer::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
