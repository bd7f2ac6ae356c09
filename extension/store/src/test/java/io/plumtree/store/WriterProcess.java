package io.plumtree.store;

import java.nio.file.Path;
import java.time.Duration;

/** Writes batches until it is killed, and says which were written: run by {@link KillTest} in a process of its own. */
final class WriterProcess {

    private WriterProcess() {
    }

    static StoreSettings settings(Path directory, String policy) {
        SyncPolicy sync = switch (policy) {
            case "every" -> SyncPolicy.EVERY_BATCH;
            case "never" -> SyncPolicy.NEVER;
            default -> SyncPolicy.interval(Duration.ofMillis(20));
        };
        return new StoreSettings(directory, 3_000, 600_000, Duration.ofDays(1), sync);
    }

    public static void main(String[] args) throws Exception {
        LogMessageStore store = new LogMessageStore(settings(Path.of(args[0]), args[1]), () -> 0);
        long number = store.open().epoch();
        while (true) {
            store.write(Load.batch(++number));
            System.out.println(number);
        }
    }
}
