package io.plumtree.store;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoredAccount;

/** One stream of which something was written: its number in the files, its account, and what is held of it. */
final class HeldStream {

    private static final Held[] NONE = {};
    private static final int SMALLEST = 4;

    final long number;
    final StreamId id;
    private @Nullable StoredAccount account;
    /** By sequence, from {@link #begin} to {@link #end}. */
    private Held[] held = NONE;
    private int begin;
    private int end;
    private long retainedBytes;

    HeldStream(long number, StreamId id) {
        this.number = number;
        this.id = id;
    }

    @Nullable
    StoredAccount account() {
        return account;
    }

    void account(StoredAccount written) {
        account = written;
    }

    int size() {
        return end - begin;
    }

    long retainedBytes() {
        return retainedBytes;
    }

    /** @return the {@code i}-th of those held, ascending */
    Held get(int i) {
        return held[begin + i];
    }

    /** @return how many of those held come before {@code sequence} */
    int rank(long sequence) {
        if (begin == end || held[end - 1].sequence < sequence) {
            return end - begin;
        }
        int low = begin;
        int high = end - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (held[middle].sequence < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - begin;
    }

    @Nullable
    Held find(long sequence) {
        int rank = rank(sequence);
        return rank < size() && get(rank).sequence == sequence ? get(rank) : null;
    }

    void add(Held message) {
        if (end == held.length) {
            makeRoom();
        }
        int place = begin + rank(message.sequence);
        System.arraycopy(held, place, held, place + 1, end - place);
        held[place] = message;
        end++;
        retainedBytes += message.retainedBytes;
    }

    void remove(Held message) {
        int place = begin + rank(message.sequence);
        if (place == begin) {
            clear(begin++);
        } else {
            System.arraycopy(held, place + 1, held, place, end - place - 1);
            clear(--end);
        }
        retainedBytes -= message.retainedBytes;
        if (begin == end) {
            held = NONE;
            begin = 0;
            end = 0;
        }
    }

    @SuppressWarnings("NullAway") // outside of begin and end nobody looks
    private void clear(int place) {
        held[place] = null;
    }

    /** At the end; room that the oldest left at the beginning is used first, if it is worth the move. */
    private void makeRoom() {
        int size = end - begin;
        int length = begin > size ? held.length : Math.max(SMALLEST, 2 * size);
        held = Arrays.copyOf(Arrays.copyOfRange(held, begin, end), length);
        begin = 0;
        end = size;
    }
}
