package io.plumtree.core.util;

import org.jspecify.annotations.Nullable;

/**
 * Values by positive long keys, without boxing: open addressing with linear probing, no tombstones.
 *
 * @param <V> the type of the values
 */
public final class LongMap<V> {

    private static final int SMALLEST = 8;

    private long[] keys = new long[SMALLEST];
    private @Nullable Object[] values = new @Nullable Object[SMALLEST];
    private int size;

    public int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    public @Nullable V get(long key) {
        return (V) values[find(key)];
    }

    /** Puts {@code value}, in the place of one that is there. */
    public void put(long key, V value) {
        int at = find(key);
        if (values[at] == null) {
            size++;
        }
        keys[at] = key;
        values[at] = value;
        if (size * 3 > keys.length * 2) {
            resize(keys.length * 2);
        }
    }

    @SuppressWarnings("unchecked")
    public @Nullable V remove(long key) {
        int at = find(key);
        V removed = (V) values[at];
        if (removed != null) {
            size--;
            closeGap(at);
            if (keys.length > SMALLEST && size * 6 < keys.length) {
                resize(keys.length / 2);
            }
        }
        return removed;
    }

    private void closeGap(int gap) {
        int mask = keys.length - 1;
        int free = gap;
        int at = gap;
        values[free] = null;
        while (true) {
            at = (at + 1) & mask;
            Object value = values[at];
            if (value == null) {
                return;
            }
            int home = home(keys[at], mask);
            // The entry may move into the gap only if its home does not lie cyclically behind the gap.
            if (((at - home) & mask) >= ((at - free) & mask)) {
                keys[free] = keys[at];
                values[free] = value;
                values[at] = null;
                free = at;
            }
        }
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int at = home(key, mask);
        while (values[at] != null && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void resize(int capacity) {
        long[] oldKeys = keys;
        @Nullable
        Object[] oldValues = values;
        keys = new long[capacity];
        values = new @Nullable Object[capacity];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }

    /**
     * Blocks of eight neighbouring keys stay together, because sequences are dense and walked in order; the blocks scatter,
     * because one long run without a free place would make removing from its end walk all of it.
     */
    private static int home(long key, int mask) {
        long block = (key >>> 3) * 0x9E3779B97F4A7C15L;
        return (((int) (block >>> 32) << 3) | ((int) key & 7)) & mask;
    }
}
