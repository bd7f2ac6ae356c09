package io.plumtree.core.overlay;

import java.util.Arrays;

import io.plumtree.api.NodeId;
import io.plumtree.core.util.Prng;

/**
 * One ring: the members in the order of a hash seeded with the ring's number, those of equal hash in the order of their ids.
 * Members are named by their index in the array handed in, which the caller keeps in step.
 */
final class Ring {

    private static final int INITIAL_MEMBERS = 16;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int number;
    private long[] keys;
    private int[] members;
    private int size;

    Ring(int number) {
        this.number = number;
        this.keys = new long[INITIAL_MEMBERS];
        this.members = new int[INITIAL_MEMBERS];
    }

    Ring(Ring other) {
        this.number = other.number;
        this.keys = other.keys.clone();
        this.members = other.members.clone();
        this.size = other.size;
    }

    /** @return 64 bits that all nodes compute alike and that ids alike in all but a letter do not share */
    static long hash(NodeId id) {
        String text = id.value();
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = Prng.mix((hash ^ text.charAt(i)) + GOLDEN);
        }
        return hash;
    }

    /** @return where on ring {@code number} a member is, given the hash of its id */
    static long key(long hash, int number) {
        return Prng.mix(hash + (number + 1) * GOLDEN);
    }

    /** @return the place of {@code id}, or the one it would get, with {@code hash} the hash of the id */
    int placeOf(NodeId id, long hash, NodeId[] names) {
        long key = key(hash, number);
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean before = keys[middle] < key
                    || (keys[middle] == key && names[members[middle]].compareTo(id) < 0);
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int memberAt(int place) {
        return members[place];
    }

    long keyAt(int place) {
        return keys[place];
    }

    int successor(int place) {
        return members[place + 1 == size ? 0 : place + 1];
    }

    int predecessor(int place) {
        return members[place == 0 ? size - 1 : place - 1];
    }

    /** {@code index} is to become another member's: whoever had it or a higher one moves up. */
    void openIndex(int index) {
        for (int i = 0; i < size; i++) {
            members[i] += oneIfLess(index - 1, members[i]);
        }
    }

    void insert(int place, int index, long hash) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            members = Arrays.copyOf(members, size * 2);
        }
        System.arraycopy(keys, place, keys, place + 1, size - place);
        System.arraycopy(members, place, members, place + 1, size - place);
        keys[place] = key(hash, number);
        members[place] = index;
        size++;
    }

    void remove(int place) {
        System.arraycopy(keys, place + 1, keys, place, size - place - 1);
        System.arraycopy(members, place + 1, members, place, size - place - 1);
        size--;
    }

    /** {@code index} is nobody's any more: whoever had a higher one moves down. */
    void closeIndex(int index) {
        for (int i = 0; i < size; i++) {
            members[i] -= oneIfLess(index, members[i]);
        }
    }

    /** A comparison without a branch: half of the members are above an index, in no order, and most of a join is this. */
    private static int oneIfLess(int a, int b) {
        return (a - b) >>> 31;
    }
}
