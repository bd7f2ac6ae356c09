package io.plumtree.core.util;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * A set of longs kept as sorted closed intervals, of which no two touch: what was received, what is missing, what is retained.
 * <p>
 * Room is two longs for each interval, whatever it spans; adding at or right after the end costs no search. The number of
 * intervals is not bounded here: who fills the set from remote input watches {@link #intervals()}. An interval given with
 * {@code from > to} is empty. Single-threaded.
 */
public final class IntervalSet {

    /** Takes one interval after the other. */
    @FunctionalInterface
    public interface RangeConsumer {

        /**
         * @param from first value
         * @param to last value
         */
        void accept(long from, long to);
    }

    private static final int INITIAL_INTERVALS = 4;

    private long[] from = new long[INITIAL_INTERVALS];
    private long[] to = new long[INITIAL_INTERVALS];
    private int size;
    private long count; // modulo 2^64

    /**
     * @param value to have in the set
     * @return whether it was not there before
     */
    public boolean add(long value) {
        int i = firstEndingAtOrAfter(value);
        if (i < size && from[i] <= value) {
            return false;
        }
        boolean extendsLeft = i > 0 && to[i - 1] + 1 == value;
        boolean extendsRight = i < size && from[i] - 1 == value;
        if (extendsLeft && extendsRight) {
            to[i - 1] = to[i];
            splice(i, i + 1, 0);
        } else if (extendsLeft) {
            to[i - 1] = value;
        } else if (extendsRight) {
            from[i] = value;
        } else {
            splice(i, i, 1);
            from[i] = value;
            to[i] = value;
        }
        count++;
        return true;
    }

    /**
     * Adds an interval.
     *
     * @param first first value to have in the set
     * @param last last value to have in the set
     */
    public void addAll(long first, long last) {
        if (first > last) {
            return;
        }
        int start = firstEndingAtOrAfter(first);
        int end = firstStartingAfter(last);
        if (start > 0 && to[start - 1] + 1 == first) {
            start--;
        }
        if (end < size && from[end] - 1 == last) {
            end++;
        }
        long newFrom = start < end ? Math.min(from[start], first) : first;
        long newTo = start < end ? Math.max(to[end - 1], last) : last;
        count += newTo - newFrom + 1 - countOf(start, end);
        splice(start, end, 1);
        from[start] = newFrom;
        to[start] = newTo;
    }

    /**
     * Removes an interval.
     *
     * @param first first value not to have in the set
     * @param last last value not to have in the set
     */
    public void remove(long first, long last) {
        if (first > last) {
            return;
        }
        int start = firstEndingAtOrAfter(first);
        int end = firstStartingAfter(last);
        if (start >= end) {
            return;
        }
        long oldFrom = from[start];
        long oldTo = to[end - 1];
        boolean keepsLeft = oldFrom < first;
        boolean keepsRight = oldTo > last;
        count -= countOf(start, end);
        splice(start, end, (keepsLeft ? 1 : 0) + (keepsRight ? 1 : 0));
        if (keepsLeft) {
            from[start] = oldFrom;
            to[start] = first - 1;
            count += first - oldFrom;
            start++;
        }
        if (keepsRight) {
            from[start] = last + 1;
            to[start] = oldTo;
            count += oldTo - last;
        }
    }

    /** @param value removed with everything below it */
    public void removeUpTo(long value) {
        remove(Long.MIN_VALUE, value);
    }

    /** Removes everything. */
    public void clear() {
        size = 0;
        count = 0;
    }

    /**
     * @param value any
     * @return whether it is in the set
     */
    public boolean contains(long value) {
        int i = firstEndingAtOrAfter(value);
        return i < size && from[i] <= value;
    }

    /** @return how many intervals there are */
    public int intervals() {
        return size;
    }

    /**
     * @param i 0 to {@code intervals() - 1}, ascending
     * @return first value of that interval
     * @throws IndexOutOfBoundsException if there is no such interval
     */
    public long from(int i) {
        return from[Objects.checkIndex(i, size)];
    }

    /**
     * @param i 0 to {@code intervals() - 1}, ascending
     * @return last value of that interval
     * @throws IndexOutOfBoundsException if there is no such interval
     */
    public long to(int i) {
        return to[Objects.checkIndex(i, size)];
    }

    /** @return how many values there are, {@link Long#MAX_VALUE} if there are more */
    public long count() {
        boolean tooMany = count < 0 || (count == 0 && size > 0);
        return tooMany ? Long.MAX_VALUE : count;
    }

    /** @return whether there is no value */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * @return the greatest value
     * @throws NoSuchElementException if the set is empty
     */
    public long last() {
        if (size == 0) {
            throw new NoSuchElementException("an empty interval set has no last value");
        }
        return to[size - 1];
    }

    /**
     * @param first first value looked at
     * @param last last value looked at
     * @param consumer gets, ascending, the longest intervals between the two that are not in the set; must not change the set
     */
    public void forEachMissing(long first, long last, RangeConsumer consumer) {
        if (first > last) {
            return;
        }
        long next = first;
        for (int i = firstEndingAtOrAfter(first); i < size && from[i] <= last; i++) {
            if (from[i] > next) {
                consumer.accept(next, from[i] - 1);
            }
            if (to[i] >= last) {
                return;
            }
            next = to[i] + 1;
        }
        consumer.accept(next, last);
    }

    /**
     * @param first first value looked at
     * @param last last value looked at
     * @param consumer gets, ascending, the longest intervals between the two that are in the set; must not change the set
     */
    public void forEachContained(long first, long last, RangeConsumer consumer) {
        if (first > last) {
            return;
        }
        for (int i = firstEndingAtOrAfter(first); i < size && from[i] <= last; i++) {
            consumer.accept(Math.max(from[i], first), Math.min(to[i], last));
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ", ").append(from[i]);
            if (from[i] != to[i]) {
                text.append("..").append(to[i]);
            }
        }
        return text.append(']').toString();
    }

    private int firstEndingAtOrAfter(long value) {
        if (size == 0 || to[size - 1] < value) {
            return size;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (to[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int firstStartingAfter(long value) {
        int i = firstEndingAtOrAfter(value);
        return i < size && from[i] <= value ? i + 1 : i;
    }

    private long countOf(int start, int end) {
        long values = 0;
        for (int i = start; i < end; i++) {
            values += to[i] - from[i] + 1;
        }
        return values;
    }

    /** Makes the intervals {@code start} to {@code end - 1} be {@code length} ones, which the caller fills. */
    private void splice(int start, int end, int length) {
        int newSize = size - (end - start) + length;
        if (newSize > from.length) {
            int capacity = Math.max(newSize, from.length * 2);
            from = Arrays.copyOf(from, capacity);
            to = Arrays.copyOf(to, capacity);
        }
        if (start + length != end) {
            System.arraycopy(from, end, from, start + length, size - end);
            System.arraycopy(to, end, to, start + length, size - end);
        }
        size = newSize;
    }
}
