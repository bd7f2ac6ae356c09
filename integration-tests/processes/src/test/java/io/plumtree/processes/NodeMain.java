package io.plumtree.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.sun.management.UnixOperatingSystemMXBean;

import io.plumtree.api.Address;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Seed;
import io.plumtree.api.StorageSettings;
import io.plumtree.core.Counters;
import io.plumtree.vertx.PlumtreeNode;

/** A process with one node, which obeys commands on its input, one a line, and ends when that ends. */
public final class NodeMain {

    static final String READY = "= ready";
    static final String END = "= end";
    static final String VALUE = "= ";
    /** Has the node keep a durable store, and a diary, in this directory. */
    static final String DIRECTORY = "directory";

    private final PlumtreeNode node;
    private final Heard heard;
    private final Talker talker;
    private final Hiccups hiccups = new Hiccups();
    /** From the first mark on: it takes some of the processor. */
    private boolean watching;

    private NodeMain(PlumtreeNode node, Heard heard, @Nullable Diary diary) {
        this.node = node;
        this.heard = heard;
        this.talker = new Talker(node, diary);
    }

    /**
     * Starts the node.
     *
     * @param args node id, port for broadcasts, port for membership, a seed or peers separated by commas, and "key=value" for
     *        what the configuration differs in, or for {@link #DIRECTORY}
     */
    public static void main(String[] args) throws Exception {
        Diary diary = Diary.of(args);
        Heard heard = new Heard(diary);
        PlumtreeNode node = PlumtreeNode.builder().config(config(args)).listener(heard).events(Set.of(ClusterGap.class))
                .start().toCompletableFuture().get(30, TimeUnit.SECONDS);
        NodeMain main = new NodeMain(node, heard, diary);
        daemon(main.talker);
        System.out.println(READY);
        main.obey();
        Runtime.getRuntime().halt(0);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, work.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    private static PlumtreeConfig config(String[] args) {
        PlumtreeConfig config = PlumtreeConfig.lan().withNodeId(NodeId.of(args[0]))
                .withBind(new Address("127.0.0.1", Integer.parseInt(args[1])));
        if (args[3].contains("@")) {
            config = config.withPeers(Stream.of(args[3].split(",")).map(PeerAddress::parse).toList());
        } else {
            config = config.withMembership(MembershipSettings.STANDARD.withEnabled(true)
                    .withBindPort(Integer.parseInt(args[2])).withSeeds(List.of(Seed.parse(args[3]))));
        }
        for (int i = 4; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            if (setting[0].equals(DIRECTORY)) {
                config = config.withStorage(StorageSettings.in(Path.of(setting[1], "store")));
                continue;
            }
            ConfigKey<?> key = ConfigKey.all().stream().filter(each -> each.name().equals(setting[0])).findAny()
                    .orElseThrow();
            config = with(config, key, setting[1]);
        }
        return config;
    }

    private static <T extends Comparable<T>> PlumtreeConfig with(PlumtreeConfig config, ConfigKey<T> key, String value) {
        Object parsed = key.type() == Integer.class ? Integer.valueOf(value)
                : key.type() == Long.class ? Long.valueOf(value)
                        : key.type() == Double.class ? Double.valueOf(value) : Duration.parse(value);
        return config.with(key, key.type().cast(parsed));
    }

    private void obey() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "rate" -> talker.rate(Long.parseLong(words[1]));
                case "flood" -> talker.flood();
                case "hang" -> heard.hang(true);
                case "wake" -> heard.hang(false);
                case "mark" -> mark();
                case "report" -> report();
                case "memory" -> memory();
                case "cost" -> cost();
                default -> throw new IOException("unknown command: " + line);
            }
        }
    }

    private void mark() {
        heard.mark();
        talker.mark();
        if (watching) {
            hiccups.mark();
        } else {
            watching = true;
            daemon(hiccups);
        }
    }

    private void report() throws Exception {
        StringBuilder text = new StringBuilder();
        BiConsumer<String, Object> out = (key, value) -> text.append(VALUE).append(key).append(' ').append(value)
                .append('\n');
        heard.report(out);
        talker.report(out);
        out.accept("hiccupMillis", hiccups.worstMillis());
        out.accept("linked", node.health().linked());
        out.accept("engineFailures", node.stats().engineFailures());
        Counters counters = node.snapshot().toCompletableFuture().get(30, TimeUnit.SECONDS).counters();
        for (RecordComponent counter : Counters.class.getRecordComponents()) {
            out.accept("counter." + counter.getName(), counter.getAccessor().invoke(counters));
        }
        System.out.print(text.append(END).append('\n'));
    }

    /**
     * After a full collection, and without what the test keeps account of; what Netty took from the system stays in its pools,
     * so that is the most it ever needed.
     */
    private void memory() {
        System.gc();
        System.out.println(VALUE + "linked " + node.health().linked());
        System.out.println(VALUE + "heapBytes "
                + (ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() - heard.bytes()));
        System.out.println(VALUE + "directBytes " + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
        System.out.println(VALUE + "threads " + ManagementFactory.getThreadMXBean().getThreadCount());
        System.out.println(VALUE + "fileHandles " + ManagementFactory
                .getPlatformMXBean(UnixOperatingSystemMXBean.class).getOpenFileDescriptorCount());
        System.out.println(END);
    }

    /** What the process took of the machine so far. */
    private void cost() throws Exception {
        System.out.println(VALUE + "cpuNanos " + ManagementFactory
                .getPlatformMXBean(UnixOperatingSystemMXBean.class).getProcessCpuTime());
        System.out.println(VALUE + "residentBytes " + residentBytes());
        System.out.println(VALUE + "sentBytes "
                + node.transportStats().toCompletableFuture().get(30, TimeUnit.SECONDS).bytesSent());
        System.out.println(VALUE + "deliveries "
                + node.snapshot().toCompletableFuture().get(30, TimeUnit.SECONDS).counters().delivered());
        System.out.println(END);
    }

    /** @return 0 where the system does not say */
    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        String resident = Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:")).findFirst()
                .orElseThrow();
        return Long.parseLong(resident.replaceAll("\\D", "")) * 1024;
    }
}
