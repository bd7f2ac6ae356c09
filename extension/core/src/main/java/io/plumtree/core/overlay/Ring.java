package io.plumtree.core.overlay;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;

import io.plumtree.api.NodeId;
import io.plumtree.core.util.Prng;

/**
 * One ring: the members in the order of a hash seeded with the ring's number, those of equal hash in the order of their ids. On
 * a ring by zones those of a zone come one after the other, zones in an order of that ring: links stay within a zone but for
 * the first and the last member of each. Members are named by their index in the arrays handed in, which all rings of a view
 * share. Immutable.
 */
final class Ring {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int number;
    private final boolean byZones;
    private final NodeId[] ids;
    private final long[] hashes;
    private final long[] zones;
    private final int[] order;

    private Ring(int number, boolean byZones, NodeId[] ids, long[] hashes, long[] zones, int[] order) {
        this.number = number;
        this.byZones = byZones;
        this.ids = ids;
        this.hashes = hashes;
        this.zones = zones;
        this.order = order;
    }

    /** Somebody who joins, and the index it gets. */
    static final class Newcomer {
        final NodeId id;
        final long hash;
        final long zone;
        int index;

        Newcomer(NodeId id, long hash, long zone) {
            this.id = id;
            this.hash = hash;
            this.zone = zone;
        }
    }

    /** @return a ring that nobody is on */
    static Ring empty(int number, boolean byZones) {
        return new Ring(number, byZones, new NodeId[0], new long[0], new long[0], new int[0]);
    }

    /** @return 64 bits that all nodes compute alike and that ids alike in all but a letter do not share */
    static long hash(NodeId id) {
        return hash(id.value());
    }

    static long hash(String text) {
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

    /** @return the order of a ring, whatever the zones */
    static Comparator<Newcomer> inOrderOf(int number) {
        return inOrderOf(number, false);
    }

    private static Comparator<Newcomer> inOrderOf(int number, boolean byZones) {
        return (a, b) -> {
            if (byZones && a.zone != b.zone) {
                return Long.compare(key(a.zone, number), key(b.zone, number));
            }
            int byKey = Long.compare(key(a.hash, number), key(b.hash, number));
            return byKey != 0 ? byKey : a.id.compareTo(b.id);
        };
    }

    /**
     * @return the place of {@code id}, or the one it would get, with {@code hash} that of the id and {@code zone} its zone's
     */
    int placeOf(NodeId id, long hash, long zone) {
        long key = key(hash, number);
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int member = order[middle];
            if (isBefore(member, id, key, zone)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isBefore(int member, NodeId id, long key, long zone) {
        if (byZones && zones[member] != zone) {
            return key(zones[member], number) < key(zone, number);
        }
        long other = key(hashes[member], number);
        return other < key || (other == key && ids[member].compareTo(id) < 0);
    }

    int memberAt(int place) {
        return order[place];
    }

    int successor(int place) {
        return order[place + 1 == order.length ? 0 : place + 1];
    }

    int predecessor(int place) {
        return order[place == 0 ? order.length - 1 : place - 1];
    }

    /** @return the next member after {@code place} that is not skipped */
    NodeId successor(int place, Set<NodeId> skipped) {
        int next = place;
        do {
            next = next + 1 == order.length ? 0 : next + 1;
        } while (skipped.contains(ids[order[next]]));
        return ids[order[next]];
    }

    /** @return the last member before {@code place} that is not skipped */
    NodeId predecessor(int place, Set<NodeId> skipped) {
        int next = place;
        do {
            next = next == 0 ? order.length - 1 : next - 1;
        } while (skipped.contains(ids[order[next]]));
        return ids[order[next]];
    }

    /**
     * @param newcomers who joins, in any order
     * @param moved the index each member gets
     * @param newIds the members of the ring to be
     * @param newHashes their hashes
     * @param newZones the hashes of their zones
     */
    Ring with(Newcomer[] newcomers, int[] moved, NodeId[] newIds, long[] newHashes, long[] newZones) {
        Newcomer[] inOrder = newcomers.clone();
        Arrays.sort(inOrder, inOrderOf(number, byZones));
        int[] newOrder = new int[newIds.length];
        int from = 0;
        int to = 0;
        for (Newcomer newcomer : inOrder) {
            int end = placeOf(newcomer.id, newcomer.hash, newcomer.zone);
            move(from, end, moved, newOrder, to);
            to += end - from;
            newOrder[to++] = newcomer.index;
            from = end;
        }
        move(from, order.length, moved, newOrder, to);
        return new Ring(number, byZones, newIds, newHashes, newZones, newOrder);
    }

    /**
     * @param leaving the indexes of those who leave
     * @param moved the index each of the others gets
     * @param newIds the members of the ring to be
     * @param newHashes their hashes
     * @param newZones the hashes of their zones
     */
    Ring without(int[] leaving, int[] moved, NodeId[] newIds, long[] newHashes, long[] newZones) {
        int[] places = new int[leaving.length];
        Arrays.setAll(places, i -> placeOf(ids[leaving[i]], hashes[leaving[i]], zones[leaving[i]]));
        Arrays.sort(places);
        int[] newOrder = new int[newIds.length];
        int from = 0;
        int to = 0;
        for (int place : places) {
            move(from, place, moved, newOrder, to);
            to += place - from;
            from = place + 1;
        }
        move(from, order.length, moved, newOrder, to);
        return new Ring(number, byZones, newIds, newHashes, newZones, newOrder);
    }

    private void move(int from, int end, int[] moved, int[] newOrder, int to) {
        int shift = to - from;
        for (int place = from; place < end; place++) {
            newOrder[place + shift] = moved[order[place]];
        }
    }
}
