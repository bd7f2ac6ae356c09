package io.plumtree.chat.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.plumtree.chat.fault.FaultyNetwork;
import io.plumtree.chat.fault.NodeProcesses;
import io.plumtree.chat.fault.Wiring;
import io.plumtree.chat.process.ChatProcess;
import io.plumtree.chat.process.Introduction;
import io.plumtree.chat.process.ProcessCluster;

/**
 * Nodes, each a process of its own, on a network between them that can have faults. They notice within seconds that a link
 * is silent, and that it is back, so that whoever cuts one does not wait half a minute. Safe for use by any thread.
 */
public final class DemoCluster implements AutoCloseable, NodeProcesses {

    private static final String HOST = "127.0.0.1";

    private final ProcessCluster cluster;
    private final FaultyNetwork network;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, ChatProcess> processes = new ConcurrentHashMap<>();
    private final Consumer<ChatProcess> ended;

    private DemoCluster(Path target, String name, DemoPorts ports, Consumer<ChatProcess> ended) {
        this.ended = ended;
        List<Wiring> wirings = ports.wirings();
        this.cluster = new ProcessCluster(target, name, ports.pages(), wirings.stream().map(Wiring::link).toList(),
                introduction(wirings, URI.create("http://" + HOST + ":" + ports.control() + "/")));
        IntStream.rangeClosed(1, wirings.size()).forEach(number -> numbers.put(wirings.get(number - 1).node(), number));
        this.network = FaultyNetwork.open(wirings, this, ports.control(), cluster.origins());
    }

    /**
     * Opens the network; no node is started yet.
     *
     * @param target the module's build directory
     * @param name of the directory, below that one, that takes the nodes' output
     * @param ports of everything
     * @param ended told of each node's end
     * @return the cluster
     */
    public static DemoCluster open(Path target, String name, DemoPorts ports, Consumer<ChatProcess> ended) {
        return new DemoCluster(target, name, ports, ended);
    }

    private static Introduction introduction(List<Wiring> wirings, URI control) {
        return number -> {
            Wiring wiring = wirings.get(number - 1);
            Map<String, String> settings = new HashMap<>();
            settings.put("chat.control", control.toString());
            settings.put("quarkus.plumtree.advertise-address", HOST);
            settings.put("quarkus.plumtree.advertise-port", Integer.toString(wiring.linkProxy()));
            settings.put("quarkus.plumtree.keep-alive-interval", "PT1S");
            settings.put("quarkus.plumtree.idle-timeout", "PT5S");
            settings.put("quarkus.plumtree.membership.enabled", "true");
            settings.put("quarkus.plumtree.membership.push-pull-interval", "PT3S");
            settings.put("quarkus.plumtree.membership.bind-port", Integer.toString(wiring.membership()));
            settings.put("quarkus.plumtree.membership.advertise-address", HOST);
            settings.put("quarkus.plumtree.membership.advertise-port", Integer.toString(wiring.membershipProxy()));
            settings.put("quarkus.plumtree.membership.seeds", HOST + ":" + wirings.get(0).membershipProxy());
            return settings;
        };
    }

    /** Starts all nodes, and waits until each is linked with all others. */
    public void start(Duration patience) {
        numbers.keySet().stream().sorted().forEach(this::restart);
        all().forEach(node -> cluster.awaitLinked(node, numbers.size() - 1, patience));
    }

    /** @return the processes as they are now, in the order of their ids */
    public List<ChatProcess> all() {
        return numbers.keySet().stream().sorted().map(processes::get).toList();
    }

    /** Asks all nodes to stop, and returns those that did not in time and were ended. */
    public List<ChatProcess> stop(Duration patience) {
        List<ChatProcess> late = cluster.stop(patience);
        network.close();
        return late;
    }

    @Override
    public void close() {
        cluster.close();
        network.close();
    }

    @Override
    public boolean running(String node) {
        ChatProcess process = processes.get(node);
        return process != null && process.isAlive();
    }

    @Override
    public boolean paused(String node) {
        ChatProcess process = processes.get(node);
        return process != null && process.paused();
    }

    @Override
    public void pause(String node) {
        processes.get(node).pause();
    }

    @Override
    public void resume(String node) {
        processes.get(node).resume();
    }

    @Override
    public void kill(String node) {
        processes.get(node).kill();
    }

    @Override
    public void restart(String node) {
        ChatProcess process = cluster.start(numbers.get(node));
        processes.put(node, process);
        process.whenEnded().thenRun(() -> ended.accept(process));
    }
}
