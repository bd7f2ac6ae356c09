package io.plumtree.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreException;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.store.LogMessageStore;
import io.plumtree.store.StoreSettings;
import io.plumtree.store.SyncPolicy;

/**
 * 256-byte messages appended to a durable store in batches, each with the accounts of its streams. The store is full, so that
 * as many are dropped. An operation is one message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class StoreBenchmark {

    private static final int BATCH = 256;
    private static final long HELD = 64 << 20;

    /** When what was written is forced to the disk. */
    public enum Sync {
        EVERY_BATCH(SyncPolicy.EVERY_BATCH),
        EVERY_100_MS(SyncPolicy.interval(Duration.ofMillis(100))),
        NEVER(SyncPolicy.NEVER);

        private final SyncPolicy policy;

        Sync(SyncPolicy policy) {
            this.policy = policy;
        }
    }

    @Param
    public Sync sync;

    /** How many streams a batch's messages are spread over. */
    @Param({ "1", "100" })
    public int streams;

    /** On the disk to be measured. */
    @Param("target")
    public String parent;

    private final byte[] payload = new byte[256];
    private final List<StreamId> ids = new ArrayList<>();
    private Path directory;
    private LogMessageStore store;
    private long sequence;

    @Setup(Level.Trial)
    public void open() throws IOException, StoreException {
        new Random(1).nextBytes(payload);
        for (int i = 0; i < streams; i++) {
            ids.add(new StreamId(NodeId.of("node-" + i), 1, "orders"));
        }
        directory = Files.createTempDirectory(Files.createDirectories(Path.of(parent)), "store");
        store = new LogMessageStore(
                new StoreSettings(directory, Long.MAX_VALUE, HELD, Duration.ofDays(1), sync.policy),
                System::currentTimeMillis);
        store.open();
        while (store.fill().bytes() < HELD - BATCH * payload.length) {
            append();
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object append() throws StoreException {
        List<Message> messages = new ArrayList<>(BATCH);
        List<StoredAccount> accounts = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            StreamId stream = ids.get((int) (sequence % streams));
            long number = sequence++ / streams + 1;
            messages.add(new Message(stream, number, sequence, Collections.emptyMap(), Payload.plain(payload)));
            if (i < streams) {
                accounts.add(new StoredAccount(stream, 0, List.of(new StoredAccount.Interval(1, number))));
            }
        }
        return store.write(new StoreBatch(1, messages, accounts, List.of()));
    }

    @TearDown(Level.Trial)
    public void close() throws IOException, StoreException {
        long files = store.fileBytes();
        store.close();
        long start = System.nanoTime();
        LogMessageStore again = new LogMessageStore(
                new StoreSettings(directory, Long.MAX_VALUE, HELD, Duration.ofDays(1), sync.policy),
                System::currentTimeMillis);
        again.open();
        System.out.printf("%,d messages in %,d bytes of files, opened again in %d ms%n", again.fill().messages(), files,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        again.close();
        for (File file : directory.toFile().listFiles()) {
            Files.delete(file.toPath());
        }
        Files.delete(directory);
    }
}
