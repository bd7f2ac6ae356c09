package io.plumtree.chat.demo;

import java.util.List;
import java.util.stream.IntStream;

import io.plumtree.chat.fault.Wiring;
import io.plumtree.chat.process.Ports;
import io.plumtree.chat.process.ProcessCluster;

/**
 * Ports of this host for some nodes.
 *
 * @param pages one for each node's page
 * @param control where faults can be asked for
 * @param wirings where the nodes listen, and where they are found
 */
public record DemoPorts(List<Integer> pages, int control, List<Wiring> wirings) {

    /**
     * @param pages one for each node's page
     * @param control where faults can be asked for
     * @param links one for each node, where others connect to
     * @param seed where the first node's membership is found; the others' are found, and all nodes listen, where there is
     *        room
     * @return all ports
     */
    static DemoPorts of(List<Integer> pages, int control, List<Integer> links, int seed) {
        int nodes = pages.size();
        List<Integer> room = Ports.free(3 * nodes);
        return new DemoPorts(pages, control,
                IntStream.range(0, nodes)
                        .mapToObj(i -> new Wiring(ProcessCluster.id(i + 1), room.get(i), links.get(i), room.get(nodes + i),
                                i == 0 ? seed : room.get(2 * nodes + i)))
                        .toList());
    }

    /** @return ports where there is room, for so many nodes */
    public static DemoPorts free(int nodes) {
        List<Integer> ports = Ports.free(2 * nodes + 2);
        return of(ports.subList(0, nodes), ports.get(2 * nodes), ports.subList(nodes, 2 * nodes), ports.get(2 * nodes + 1));
    }
}
