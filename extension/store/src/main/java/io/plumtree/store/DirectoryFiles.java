package io.plumtree.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The files in a directory, which the owner alone can read. */
final class DirectoryFiles implements StoreFiles {

    static final String LOCK = "lock";

    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final String OWNER_ONLY = "rw-------";
    private static final String ONE_EACH = "Give each node a directory of its own";

    /** What this process has locked: on POSIX, closing a file that was opened a second time would end its lock. */
    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private @Nullable FileChannel lock;
    private @Nullable Path locked;

    DirectoryFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public void acquire() throws IOException {
        boolean made = !Files.exists(directory);
        try {
            Files.createDirectories(directory, owner("rwx------"));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(directory + " is not a directory: a store needs one of its own", e);
        }
        if (made) {
            force(directory.getParent());
        }
        Path file = directory.toRealPath().resolve(LOCK);
        if (!LOCKED.add(file)) {
            throw new IOException(file + " is locked: another node of this process uses the store. " + ONE_EACH);
        }
        try {
            lock = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), owner(OWNER_ONLY));
            locked = file;
            if (lock.tryLock() == null) {
                throw new IOException(file + " is locked: the store is in use by another process. " + ONE_EACH);
            }
        } catch (IOException e) {
            LOCKED.remove(file);
            locked = null;
            release();
            throw e;
        }
    }

    @Override
    public void release() throws IOException {
        if (lock != null) {
            lock.close();
            lock = null;
        }
        if (locked != null) {
            LOCKED.remove(locked);
            locked = null;
        }
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public StoreFile open(String name) throws IOException {
        return open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public StoreFile create(String name) throws IOException {
        return open(name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    private StoreFile open(String name, OpenOption... options) throws IOException {
        return new ChannelFile(FileChannel.open(directory.resolve(name), Set.of(options), owner(OWNER_ONLY)));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void force() throws IOException {
        force(directory);
    }

    private static void force(Path directory) throws IOException {
        // Other systems neither need it nor can do it.
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public String describe(String name) {
        return directory.resolve(name).toString();
    }

    private static FileAttribute<?>[] owner(String permissions) {
        return POSIX ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
                : new FileAttribute<?>[0];
    }

    private record ChannelFile(FileChannel channel) implements StoreFile {

        /** The JDK copies what it writes to memory outside of the heap, and keeps as much for good. */
        private static final int AT_ONCE = 1 << 18;

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer buffer, long position) throws IOException {
            long at = position;
            int end = buffer.limit();
            while (buffer.position() < end) {
                buffer.limit(Math.min(end, buffer.position() + AT_ONCE));
                int read = channel.read(buffer, at);
                if (read < 0) {
                    return;
                }
                at += read;
            }
        }

        @Override
        public void write(ByteBuffer buffer, long position) throws IOException {
            long at = position;
            int end = buffer.limit();
            while (buffer.position() < end) {
                buffer.limit(Math.min(end, buffer.position() + AT_ONCE));
                at += channel.write(buffer, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
