package io.plumtree.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoreException;

/** Real processes on a real disk, killed at random instants. */
class KillTest {

    /** How often: -Dplumtree.store.kills=1000 for a long run. */
    private static final int KILLS = Integer.getInteger("plumtree.store.kills", 20);
    private static final String[] POLICIES = { "every", "never", "interval" };

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void noProcessIsLeft() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatAKilledProcessHadWrittenIsThereByteForByteAndNothingElse() throws Exception {
        Random random = new Random(42);
        StoreModel model = new StoreModel(WriterProcess.settings(directory, "every"));
        long written = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            String policy = POLICIES[kill % POLICIES.length];
            BufferedReader said = start(policy);
            long last = Long.parseLong(said.readLine());
            assertEquals(written + 1, last, "it goes on where it was killed");
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(150_000)));
            // SIGKILL; by its handle, because the process itself would forget what was said.
            process.toHandle().destroyForcibly();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = Long.parseLong(line);
            }
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));

            LogMessageStore store = new LogMessageStore(WriterProcess.settings(directory, policy), () -> 0);
            StoreContents contents = store.open();
            // The next may have been written, and not said.
            assertTrue(contents.epoch() == last || contents.epoch() == last + 1, contents.epoch() + " after " + last);
            while (written < contents.epoch()) {
                model.write(Load.batch(++written), 0);
            }
            model.check(contents, store);
            store.close();
        }
        assertTrue(written > 10L * KILLS, written + " batches are few");
    }

    @Test
    void aStoreIsOpenInOneProcessAtATime() throws Exception {
        BufferedReader said = start("every");
        assertNotNull(said.readLine());

        StoreException refused = assertThrows(StoreException.class,
                () -> new LogMessageStore(WriterProcess.settings(directory, "every"), () -> 0).open());

        assertTrue(refused.getMessage().contains(directory.toRealPath().resolve("lock") + " is locked"), refused.getMessage());
        assertTrue(refused.getMessage().contains("in use by another process"), refused.getMessage());
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        LogMessageStore store = new LogMessageStore(WriterProcess.settings(directory, "every"), () -> 0);
        assertTrue(store.open().epoch() >= 1);
        store.close();
    }

    private BufferedReader start(String policy) throws IOException, StoreException {
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
                WriterProcess.class.getName(), directory.toString(), policy)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return process.inputReader(StandardCharsets.UTF_8);
    }
}
