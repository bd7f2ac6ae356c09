package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The processes of a cluster, {@code n1} to {@code nk}. Closing it ends all of them. */
final class Nodes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    /** Of five rings, where some may have the same successor. */
    private static final int FEWEST_LINKS = 4;
    /** In a setting, the id of the node that is started. */
    static final String ID = "{id}";

    private final String heap;
    private final @Nullable Ways ways;
    private final List<String> settings;
    private final Map<Integer, Integer> broadcastPorts = new LinkedHashMap<>();
    private final Map<Integer, Integer> membershipPorts = new LinkedHashMap<>();
    private final Map<Integer, NodeProcess> running = new LinkedHashMap<>();

    /**
     * @param heap of each, for {@code -Xmx}
     * @param settings "key=value" of what the configuration of all differs in; {@link #ID} stands for each one's id
     */
    Nodes(int count, String heap, String... settings) {
        this(count, heap, null, settings);
    }

    private Nodes(int count, String heap, @Nullable Ways ways, String... settings) {
        this.heap = heap;
        this.settings = List.of(settings);
        this.ways = ways;
        for (int number = 1; number <= count; number++) {
            broadcastPorts.put(number, Ports.free());
            membershipPorts.put(number, Ports.free());
        }
        try {
            for (int number = 1; number <= count; number++) {
                start(number);
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        awaitLinked();
    }

    /** How one node reaches another. */
    interface Ways {

        /**
         * @param sameHalf whether both are in the same half of the nodes
         * @param port where the other listens
         * @return where to connect to
         */
        int port(boolean sameHalf, int port);
    }

    /** Nodes that know each other as peers, without membership; the smaller half are the first ones. */
    static Nodes linkedByPeers(int count, String heap, Ways ways, String... settings) {
        return new Nodes(count, heap, ways, settings);
    }

    private String peers(int of, Ways to) {
        int half = broadcastPorts.size() / 2;
        return broadcastPorts.entrySet().stream().filter(other -> other.getKey() != of)
                .map(other -> id(other.getKey()) + "@127.0.0.1:"
                        + to.port(of <= half == other.getKey() <= half, other.getValue()))
                .collect(Collectors.joining(","));
    }

    /** Starts a node, again if it was killed; the seed is one that runs. */
    NodeProcess start(int number) {
        int seed = running.keySet().stream().findFirst().orElse(number);
        List<String> arguments = new ArrayList<>(List.of(broadcastPorts.get(number).toString(),
                membershipPorts.get(number).toString(),
                ways == null ? "127.0.0.1:" + membershipPorts.get(seed) : peers(number, ways)));
        settings.forEach(setting -> arguments.add(setting.replace(ID, id(number))));
        NodeProcess started = NodeProcess.start(id(number), heap, arguments);
        running.put(number, started);
        return started;
    }

    void kill(int number) {
        running.remove(number).kill();
    }

    static String id(int number) {
        return "n" + number;
    }

    NodeProcess get(int number) {
        return running.get(number);
    }

    List<NodeProcess> all() {
        return List.copyOf(running.values());
    }

    void tellAll(String command) {
        all().forEach(node -> node.tell(command));
    }

    List<Report> reports() {
        return all().stream().map(NodeProcess::report).toList();
    }

    /** Waits until each is linked with as many as all have for neighbours when the views agree. */
    void awaitLinked() {
        int neighbours = Math.min(running.size() - 1, FEWEST_LINKS);
        await(PATIENCE, () -> all().stream().map(node -> node.report().value("linked")).toList(),
                linked -> linked.stream().allMatch(count -> count >= neighbours));
    }

    static void passes(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** @return the second of the wall clock that has just begun */
    static long nextSecond() {
        long next = System.currentTimeMillis() / 1000 + 1;
        passes(Duration.ofMillis(next * 1000 - System.currentTimeMillis()));
        return next;
    }

    /** @return the first that is as expected */
    static <T> T await(Duration patience, Supplier<T> look, Predicate<T> expected) {
        long deadline = System.nanoTime() + patience.toNanos();
        T found = look.get();
        while (!expected.test(found)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not as expected after " + patience + ": " + found);
            }
            passes(POLL);
            found = look.get();
        }
        return found;
    }

    /**
     * Waits until every node has accounted for everything that every other one broadcast, from the first message on: delivered
     * it, or told that it is missed.
     *
     * @return what they say then
     */
    List<Report> awaitAccountedFor(Duration patience) {
        List<Report> last = new ArrayList<>();
        await(patience, () -> {
            last.clear();
            last.addAll(reports());
            return unaccounted(last);
        }, List::isEmpty);
        return last;
    }

    private List<String> unaccounted(List<Report> reports) {
        List<String> open = new ArrayList<>();
        for (int origin = 0; origin < reports.size(); origin++) {
            long sent = reports.get(origin).value("counter.broadcasts");
            String name = all().get(origin).id();
            for (int receiver = 0; receiver < reports.size(); receiver++) {
                if (receiver != origin) {
                    BitSet had = reports.get(receiver).accountedForOfOrigin(name);
                    if (had.cardinality() != sent) {
                        open.add(all().get(receiver).id() + " has " + had.cardinality() + " of " + name + "'s " + sent);
                    }
                }
            }
        }
        return open;
    }

    static void assertNoContradiction(List<Report> reports) {
        for (Report report : reports) {
            assertEquals(0, report.contradictions(), report::toString);
            assertEquals(0, report.value("engineFailures"), report::toString);
            assertEquals(0, report.value("failed"), report::toString);
            assertEquals(0, report.value("counter.gapsForgotten"), report::toString);
        }
    }

    @Override
    public void close() {
        all().forEach(NodeProcess::close);
    }
}
