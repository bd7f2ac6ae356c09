package io.plumtree.chat.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.plumtree.chat.process.ChatProcess;
import io.plumtree.chat.process.Ports;

/**
 * Starts five nodes, each a process of its own, shows the page of the first one, and stops them when it is told to: by
 * Enter, by the end of its input, or by a signal.
 */
public final class Demo {

    private static final int NODES = 5;
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final PrintStream OUT = System.out;

    private final DemoCluster cluster;
    private final int control;
    private final CompletableFuture<Void> allEnded = new CompletableFuture<>();
    private volatile boolean stopping;
    private boolean stopped;

    private Demo(Path target, DemoPorts ports) {
        this.cluster = DemoCluster.open(target, "demo", ports, this::lost);
        this.control = ports.control();
    }

    /**
     * @param args the module's build directory; the first of the HTTP ports; the first of the broadcast ports; the port of
     *        the seed, which is the first node's membership; whether to open a browser
     */
    public static void main(String[] args) {
        // One more than there are nodes: the last is for faults.
        List<Integer> httpPorts = ports("demo.port", args[1], NODES + 1);
        List<Integer> broadcastPorts = ports("demo.broadcast-port", args[2], NODES);
        int seedPort = ports("demo.membership-port", args[3], 1).get(0);
        checkFree(httpPorts, broadcastPorts, seedPort);
        Terminal terminal = Terminal.reading(System.in);
        Demo demo = new Demo(Path.of(args[0]),
                DemoPorts.of(httpPorts.subList(0, NODES), httpPorts.get(NODES), broadcastPorts, seedPort));
        // whatever ends this process, the nodes are stopped before
        Thread stop = new Thread(demo::stop, "demo-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            demo.run(terminal, Boolean.parseBoolean(args[4]));
        } finally {
            demo.stop();
            removeHook(stop);
        }
    }

    private void run(Terminal terminal, boolean browser) {
        OUT.println();
        OUT.println("Starting " + NODES + " nodes, which find each other by the address of the first ...");
        cluster.start(START);
        List<ChatProcess> nodes = cluster.all();
        OUT.println();
        nodes.forEach(node -> OUT.println("  " + node.nodeId() + "  " + node.page()));
        OUT.println();
        String page = nodes.get(0).page().toString();
        if (browser && Browser.open(page)) {
            OUT.println("The page of node-1 opens in your browser; those of the others are a click away from it.");
        } else {
            OUT.println("Open " + page + " in a browser; the pages of the other nodes are a click away from it.");
        }
        OUT.println("Cut links, isolate, pause, kill and restart nodes on any of them: whatever the nodes say to each other");
        OUT.println("really runs through a proxy, which is asked for faults at http://127.0.0.1:" + control + "/");
        OUT.println("Or broadcast from a shell:  curl --data-binary 'hello' " + page + "topics/chat/line");
        OUT.println((terminal.listen() ? "Enter or Ctrl-C" : "Ctrl-C or a signal") + " stops the cluster.");
        OUT.println();
        CompletableFuture.anyOf(terminal.enter(), allEnded).join();
    }

    /** Somebody may have ended it to see what the others do. */
    private void lost(ChatProcess node) {
        if (!stopping) {
            OUT.println(node + " has ended; the others go on.");
        }
        if (cluster.all().stream().noneMatch(each -> each != null && each.isAlive())) {
            allEnded.complete(null);
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        stopping = true;
        OUT.println("Stopping the nodes ...");
        List<ChatProcess> ended = cluster.stop(STOP);
        ended.forEach(node -> OUT.println(node + " did not stop in " + STOP.toSeconds() + " s and was ended."));
    }

    private static List<Integer> ports(String key, String first, int count) {
        try {
            int port = Integer.parseInt(first.strip());
            if (port >= 1 && port + count - 1 <= 65_535) {
                return IntStream.range(port, port + count).boxed().toList();
            }
        } catch (NumberFormatException e) {
            // falls through to the same message
        }
        throw new IllegalArgumentException("-D" + key + "=" + first + " is not the first of " + count
                + " ports: allowed are 1 to " + (65_536 - count));
    }

    private static void checkFree(List<Integer> httpPorts, List<Integer> broadcastPorts, int seedPort) {
        List<Integer> all = Stream.of(httpPorts, broadcastPorts, List.of(seedPort)).flatMap(List::stream).toList();
        if (Set.copyOf(all).size() < all.size()) {
            throw new IllegalArgumentException(
                    "-Ddemo.port, -Ddemo.broadcast-port and -Ddemo.membership-port overlap: the first"
                            + " is the first of " + (NODES + 1) + " ports, the second of " + NODES);
        }
        List<Integer> taken = all.stream()
                .filter(port -> !Ports.isFree(port)).toList();
        if (!taken.isEmpty()) {
            throw new IllegalStateException("in use on 127.0.0.1: ports " + taken + ". Choose others: mvn -Pdemo"
                    + " -Ddemo.port=<first of " + (NODES + 1) + " ports for pages and faults>"
                    + " -Ddemo.broadcast-port=<first of " + NODES + " ports for broadcasts>"
                    + " -Ddemo.membership-port=<port of the first node's membership>");
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // a signal came, and the hook is at it already
        }
    }
}
