package io.plumtree.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Files in memory, on a disk that is asked to fail. When the power is cut, of what was not forced each sector is there or not,
 * as chance has it, and so are the sizes of files and which files there are.
 */
final class FaultyDisk implements StoreFiles {

    private static final int SECTOR = 512;

    private final Random random;
    private Map<String, Content> names = new LinkedHashMap<>();
    private Map<String, Content> forcedNames = new LinkedHashMap<>();
    private long capacity = Long.MAX_VALUE;
    private int failIn = Integer.MAX_VALUE;
    private boolean acquired;

    FaultyDisk(Random random) {
        this.random = random;
    }

    /** Lets a file grow no more when all have so many bytes. */
    void capacity(long bytes) {
        capacity = bytes;
    }

    long used() {
        return names.values().stream().mapToLong(content -> content.size).sum();
    }

    /** Lets something fail: after {@code operations} more that change the disk. */
    void failIn(int operations) {
        failIn = operations;
    }

    void works() {
        failIn = Integer.MAX_VALUE;
        capacity = Long.MAX_VALUE;
    }

    /** The process is gone, and what the operating system had not forced may be. */
    void cutPower() {
        Map<String, Content> left = new LinkedHashMap<>();
        for (Map.Entry<String, Content> file : forcedNames.entrySet()) {
            if (file.getValue() == names.get(file.getKey()) || random.nextBoolean()) {
                left.put(file.getKey(), file.getValue());
            }
        }
        for (Map.Entry<String, Content> file : names.entrySet()) {
            if (file.getValue() != forcedNames.get(file.getKey()) && random.nextBoolean()) {
                left.put(file.getKey(), file.getValue());
            }
        }
        left.values().forEach(content -> content.cutPower(random));
        names = left;
        forcedNames = new LinkedHashMap<>(left);
        acquired = false;
    }

    /** The process is gone. */
    void kill() {
        acquired = false;
    }

    private void change() throws IOException {
        if (--failIn < 0) {
            throw new IOException("the disk failed, as it was asked to");
        }
    }

    @Override
    public void acquire() throws IOException {
        if (acquired) {
            throw new IOException("in use");
        }
        acquired = true;
    }

    @Override
    public void release() {
        acquired = false;
    }

    @Override
    public List<String> names() {
        List<String> list = new ArrayList<>(names.keySet());
        java.util.Collections.shuffle(list, random);
        return list;
    }

    @Override
    public StoreFile open(String name) throws IOException {
        Content content = names.get(name);
        if (content == null) {
            throw new IOException(name + " does not exist");
        }
        return new OpenFile(content);
    }

    @Override
    public StoreFile create(String name) throws IOException {
        change();
        Content content = names.computeIfAbsent(name, any -> new Content());
        content.empty();
        return new OpenFile(content);
    }

    @Override
    public void delete(String name) throws IOException {
        change();
        names.remove(name);
    }

    @Override
    public void force() throws IOException {
        change();
        forcedNames = new LinkedHashMap<>(names);
    }

    @Override
    public String describe(String name) {
        return "/faulty/" + name;
    }

    private final class OpenFile implements StoreFile {

        private final Content content;
        private boolean open = true;

        OpenFile(Content content) {
            this.content = content;
        }

        private void check() throws IOException {
            if (!open) {
                throw new IOException("closed");
            }
        }

        @Override
        public long size() throws IOException {
            check();
            return content.size;
        }

        @Override
        public void read(ByteBuffer buffer, long position) throws IOException {
            check();
            int length = (int) Math.min(buffer.remaining(), Math.max(0, content.size - position));
            if (length > 0) {
                buffer.put(content.bytes, (int) position, length);
            }
        }

        @Override
        public void write(ByteBuffer buffer, long position) throws IOException {
            check();
            int wanted = buffer.remaining();
            long free = Math.max(0, capacity - used() + content.size - position);
            boolean fails = --failIn < 0;
            int written = (int) Math.min(free, fails ? random.nextInt(wanted + 1) : wanted);
            content.write(buffer, (int) position, written);
            if (fails) {
                throw new IOException("the disk failed, as it was asked to");
            }
            if (written < wanted) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() throws IOException {
            check();
            try {
                change();
            } catch (IOException e) {
                // As some operating systems do: what could not be written is not tried again, and can still be read.
                content.forget();
                throw e;
            }
            content.force();
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private static final class Content {

        private byte[] bytes = {};
        private int size;
        private byte[] forced = {};
        private final BitSet dirty = new BitSet();

        void write(ByteBuffer from, int position, int length) {
            if (length > 0) {
                if (position + length > bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.max(position + length, 2 * bytes.length));
                }
                from.get(bytes, position, length);
                size = Math.max(size, position + length);
                dirty.set(position / SECTOR, (position + length - 1) / SECTOR + 1);
            }
        }

        void empty() {
            if (size > 0) {
                Arrays.fill(bytes, 0, size, (byte) 0);
                dirty.set(0, (size - 1) / SECTOR + 1);
                size = 0;
            }
        }

        void force() {
            forced = Arrays.copyOf(forced, size);
            for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
                copy(sector, forced);
            }
            dirty.clear();
        }

        void forget() {
            dirty.clear();
        }

        private void copy(int sector, byte[] to) {
            int from = sector * SECTOR;
            int length = Math.min(SECTOR, Math.min(to.length, bytes.length) - from);
            if (length > 0) {
                System.arraycopy(bytes, from, to, from, length);
            }
        }

        void cutPower(Random random) {
            int sizeLeft = switch (random.nextInt(3)) {
                case 0 -> forced.length;
                case 1 -> size;
                default -> Math.min(size, forced.length)
                        + (size == forced.length ? 0 : random.nextInt(Math.abs(size - forced.length)));
            };
            byte[] left = Arrays.copyOf(forced, Math.max(sizeLeft, forced.length));
            boolean all = random.nextInt(4) == 0;
            for (int sector = dirty.nextSetBit(0); sector >= 0; sector = dirty.nextSetBit(sector + 1)) {
                if (all || random.nextBoolean()) {
                    copy(sector, left);
                }
            }
            bytes = Arrays.copyOf(left, sizeLeft);
            size = sizeLeft;
            forced = bytes.clone();
            dirty.clear();
        }
    }
}
