package io.plumtree.chat.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Everything between some nodes of this host runs through here. On one event loop. */
final class FaultProxy {

    static final String HOST = "127.0.0.1";

    private FaultProxy() {
    }

    /**
     * Opens the gates of all nodes; to be called on the event loop that the faults belong to.
     *
     * @return completes when all of them are open; fails if a port is in use
     */
    static Future<?> open(Vertx vertx, Faults faults, Random random, List<Wiring> nodes) {
        List<Future<?>> opening = new ArrayList<>();
        Map<Integer, UdpGate> gatesBySource = new HashMap<>();
        for (Wiring node : nodes) {
            UdpGate udp = new UdpGate(vertx, faults, random, node, gatesBySource);
            gatesBySource.put(node.membership(), udp);
            opening.add(udp.open());
            opening.add(new TcpGate(vertx, faults, random, node.node(), node.membershipProxy(), node.membership(),
                    MembershipCaller::new).open());
            opening.add(
                    new TcpGate(vertx, faults, random, node.node(), node.linkProxy(), node.link(), LinkCaller::new).open());
        }
        return Future.all(opening);
    }
}
