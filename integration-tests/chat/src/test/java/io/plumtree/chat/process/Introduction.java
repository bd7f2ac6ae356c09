package io.plumtree.chat.process;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the instances of a cluster get to know each other. */
@FunctionalInterface
public interface Introduction {

    /**
     * @param number an instance, from 1
     * @return the configuration by which it finds the others
     */
    Map<String, String> settings(int number);

    /**
     * By a static list that every instance has.
     *
     * @param broadcastPorts where the instances listen for broadcasts
     * @return membership is switched off
     */
    static Introduction byPeers(List<Integer> broadcastPorts) {
        String peers = IntStream.rangeClosed(1, broadcastPorts.size())
                .mapToObj(number -> ProcessCluster.id(number) + "@127.0.0.1:" + broadcastPorts.get(number - 1))
                .collect(Collectors.joining(","));
        return number -> Map.of("quarkus.plumtree.peers", peers);
    }

    /**
     * By one address, that of the first instance. The others listen where the system has room.
     *
     * @param port where the first instance's membership listens
     * @return membership is switched on, and has one seed
     */
    static Introduction bySeed(int port) {
        return number -> Map.of("quarkus.plumtree.membership.enabled", "true", "quarkus.plumtree.membership.seeds",
                "127.0.0.1:" + port, "quarkus.plumtree.membership.bind-port", number == 1 ? Integer.toString(port) : "0");
    }
}
