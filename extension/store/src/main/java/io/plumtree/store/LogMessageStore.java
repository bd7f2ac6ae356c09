package io.plumtree.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.MessageStore;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoreException;
import io.plumtree.core.store.StoreFill;
import io.plumtree.core.store.StoredRange;

/**
 * A {@link MessageStore} in a directory of its own: a log of files, appended to at the end and deleted at the beginning.
 * <p>
 * A batch is held as a whole or not at all. After a write that failed the store takes nothing more until it is opened again, by
 * another instance; what is held can be read. Do not interrupt the thread that calls: the JDK closes the file, and the store
 * has failed.
 */
public final class LogMessageStore implements MessageStore {

    private static final StoreBatch NOTHING = new StoreBatch(0, List.of(), List.of(), List.of());

    private final StoreSettings settings;
    private final LongSupplier millis;
    private final StoreFiles files;
    private final Index index = new Index();
    private final Planner planner;
    private @Nullable Log log;
    private boolean opened;
    private @Nullable Exception failed;

    /**
     * @param settings where it is and how much it holds
     * @param millis the clock that ages and intervals are taken by; where it jumps, messages are dropped earlier or later
     */
    public LogMessageStore(StoreSettings settings, LongSupplier millis) {
        this(settings, millis, new DirectoryFiles(settings.directory()));
    }

    LogMessageStore(StoreSettings settings, LongSupplier millis, StoreFiles files) {
        this.settings = settings;
        this.millis = millis;
        this.files = files;
        this.planner = new Planner(settings, index);
    }

    @Override
    public StoreContents open() throws StoreException {
        if (opened) {
            throw new IllegalStateException("the store in " + settings.directory() + " was opened before");
        }
        try {
            files.acquire();
            recover();
        } catch (IOException e) {
            throw failure("cannot be opened", e);
        }
        opened = true;
        return index.contents();
    }

    private void recover() throws IOException {
        try {
            long now = millis.getAsLong();
            Deque<Segment> segments = new Recovery(files, index, now).recover();
            // Bounds may be others, and time has passed.
            index.apply(planner.plan(NOTHING, now));
            log = new Log(files, settings, index, segments, now);
        } finally {
            if (log == null) {
                files.release();
            }
        }
    }

    @Override
    public List<StoredRange> write(StoreBatch batch) throws StoreException {
        Log to = log();
        if (failed != null) {
            throw failure("takes nothing until it is opened again, since", failed);
        }
        long now = millis.getAsLong();
        Change change = planner.plan(batch, now);
        // Whatever comes between, the files and the index may not agree any more.
        failed = new IllegalStateException("a write was not finished");
        try {
            List<StoredRange> dropped = write(change, batch, to, now);
            failed = null;
            return dropped;
        } catch (IOException e) {
            failed = e;
            throw failure("cannot be written", e);
        }
    }

    private List<StoredRange> write(Change change, StoreBatch batch, Log to, long now) throws IOException {
        if (!changesSomething(change)) {
            to.syncIfDue(now);
            return List.of();
        }
        to.append(change, (i, out) -> MessageCodec.encode(batch.messages().get(i), out), now);
        List<StoredRange> dropped = index.apply(change);
        to.reclaim(now);
        return dropped;
    }

    private StoreException failure(String what, Exception cause) {
        return new StoreException("the store in " + settings.directory() + " " + what + ": " + cause.getMessage(), cause);
    }

    private boolean changesSomething(Change change) {
        return change.epoch() > index.epoch() || change.head() > index.head() || !change.messages().isEmpty()
                || !change.accounts().isEmpty() || !change.closed().isEmpty();
    }

    @Override
    public List<Message> read(StreamId stream, long from, long to, int maxMessages, long maxBytes) throws StoreException {
        Log of = log();
        HeldStream held = index.stream(stream);
        List<Message> found = new ArrayList<>();
        if (held == null) {
            return found;
        }
        long bytes = 0;
        for (int i = held.rank(from); i < held.size() && held.get(i).sequence <= to; i++) {
            if (found.size() >= maxMessages || (bytes >= maxBytes && !found.isEmpty())) {
                break;
            }
            try {
                found.add(of.message(held.get(i)));
            } catch (IOException e) {
                throw failure("cannot be read", e);
            }
            bytes += held.get(i).retainedBytes;
        }
        return found;
    }

    @Override
    public StoreFill fill() {
        return index.fill(settings);
    }

    /** @return what the files take on the disk */
    public long fileBytes() {
        return log == null ? 0 : log.fileBytes();
    }

    private Log log() {
        if (log == null) {
            throw new IllegalStateException("the store in " + settings.directory() + " is not open");
        }
        return log;
    }

    @Override
    public void close() throws StoreException {
        Log closing = log;
        if (closing == null) {
            return;
        }
        log = null;
        try (Closeable last = files::release; closing) {
            if (failed == null) {
                closing.finish(millis.getAsLong());
            }
        } catch (IOException e) {
            throw failure("cannot be closed", e);
        }
    }
}
