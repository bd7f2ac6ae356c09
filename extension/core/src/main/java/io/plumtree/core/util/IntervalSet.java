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

    private static final long[] NONE = {};

    /** First and last value of each interval in turn. */
    private long[] bounds = NONE;
    private int size;

    /**
     * @param value to have in the set
     * @return whether it was not there before
     */
    public boolean add(long value) {
        int i = firstEndingAtOrAfter(value);
        if (i < size && first(i) <= value) {
            return false;
        }
        boolean extendsLeft = i > 0 && last(i - 1) + 1 == value;
        boolean extendsRight = i < size && first(i) - 1 == value;
        if (extendsLeft && extendsRight) {
            bounds[2 * (i - 1) + 1] = last(i);
            splice(i, i + 1, 0);
        } else if (extendsLeft) {
            bounds[2 * (i - 1) + 1] = value;
        } else if (extendsRight) {
            bounds[2 * i] = value;
        } else {
            splice(i, i, 1);
            bounds[2 * i] = value;
            bounds[2 * i + 1] = value;
        }
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
        if (start > 0 && last(start - 1) + 1 == first) {
            start--;
        }
        if (end < size && first(end) - 1 == last) {
            end++;
        }
        long newFrom = start < end ? Math.min(first(start), first) : first;
        long newTo = start < end ? Math.max(last(end - 1), last) : last;
        splice(start, end, 1);
        bounds[2 * start] = newFrom;
        bounds[2 * start + 1] = newTo;
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
        long oldFrom = first(start);
        long oldTo = last(end - 1);
        boolean keepsLeft = oldFrom < first;
        boolean keepsRight = oldTo > last;
        splice(start, end, (keepsLeft ? 1 : 0) + (keepsRight ? 1 : 0));
        if (keepsLeft) {
            bounds[2 * start] = oldFrom;
            bounds[2 * start + 1] = first - 1;
            start++;
        }
        if (keepsRight) {
            bounds[2 * start] = last + 1;
            bounds[2 * start + 1] = oldTo;
        }
    }

    /** @param value removed with everything below it */
    public void removeUpTo(long value) {
        remove(Long.MIN_VALUE, value);
    }

    /** Removes everything. */
    public void clear() {
        size = 0;
    }

    /**
     * @param value any
     * @return whether it is in the set
     */
    public boolean contains(long value) {
        int i = firstEndingAtOrAfter(value);
        return i < size && first(i) <= value;
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
        return first(Objects.checkIndex(i, size));
    }

    /**
     * @param i 0 to {@code intervals() - 1}, ascending
     * @return last value of that interval
     * @throws IndexOutOfBoundsException if there is no such interval
     */
    public long to(int i) {
        return last(Objects.checkIndex(i, size));
    }

    /**
     * @param value any
     * @return how many values of the set are less
     */
    public long rank(long value) {
        int i = firstEndingAtOrAfter(value);
        long less = i < size && first(i) < value ? value - first(i) : 0;
        while (i > 0) {
            i--;
            less += last(i) - first(i) + 1;
        }
        return less;
    }

    /**
     * @param value 0 or more
     * @return the least value of the set that is not less; -1 if there is none
     */
    public long next(long value) {
        int i = firstEndingAtOrAfter(value);
        return i == size ? -1 : Math.max(first(i), value);
    }

    /**
     * @param value of the set
     * @return the last value of its interval
     * @throws NoSuchElementException if it is not in the set
     */
    public long endOf(long value) {
        int i = firstEndingAtOrAfter(value);
        if (i == size || first(i) > value) {
            throw new NoSuchElementException(value + " is not in the set");
        }
        return last(i);
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
        return last(size - 1);
    }

    /**
     * @param value any
     * @return the last of the values from {@code value} on that are all in the set, or all not in it
     */
    public long endOfRun(long value) {
        int i = firstEndingAtOrAfter(value);
        if (i == size) {
            return Long.MAX_VALUE;
        }
        return first(i) <= value ? last(i) : first(i) - 1;
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
        for (int i = firstEndingAtOrAfter(first); i < size && first(i) <= last; i++) {
            if (first(i) > next) {
                consumer.accept(next, first(i) - 1);
            }
            if (last(i) >= last) {
                return;
            }
            next = last(i) + 1;
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
        for (int i = firstEndingAtOrAfter(first); i < size && first(i) <= last; i++) {
            consumer.accept(Math.max(first(i), first), Math.min(last(i), last));
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ", ").append(first(i));
            if (first(i) != last(i)) {
                text.append("..").append(last(i));
            }
        }
        return text.append(']').toString();
    }

    private int firstEndingAtOrAfter(long value) {
        if (size == 0 || last(size - 1) < value) {
            return size;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (last(middle) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int firstStartingAfter(long value) {
        int i = firstEndingAtOrAfter(value);
        return i < size && first(i) <= value ? i + 1 : i;
    }

    /** Makes the intervals {@code start} to {@code end - 1} be {@code length} ones, which the caller fills. */
    private void splice(int start, int end, int length) {
        int newSize = size - (end - start) + length;
        if (2 * newSize > bounds.length) {
            bounds = Arrays.copyOf(bounds, Math.max(2 * newSize, 2 * bounds.length));
        }
        if (start + length != end) {
            System.arraycopy(bounds, 2 * end, bounds, 2 * (start + length), 2 * (size - end));
        }
        size = newSize;
    }

    private long first(int i) {
        return bounds[2 * i];
    }

    private long last(int i) {
        return bounds[2 * i + 1];
    }
}
