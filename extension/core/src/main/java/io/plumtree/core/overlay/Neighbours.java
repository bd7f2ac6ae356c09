package io.plumtree.core.overlay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;

/**
 * The links that are up, each in a slot, so that a set of neighbours is one {@code long}: a few bits for each origin and
 * neighbour are all that the trees need.
 */
public final class Neighbours {

    /** Most neighbours of any node: the bits of a {@code long}. */
    public static final int MAX_SLOTS = 64;

    private static final int FEW_SLOTS = 16;

    private @Nullable Neighbour[] slots = new @Nullable Neighbour[FEW_SLOTS];
    private @Nullable NodeId[] ids = new @Nullable NodeId[FEW_SLOTS];
    /** In the order in which their links came up. */
    private final List<Neighbour> inOrder = new ArrayList<>();
    private long linked;
    private long lagging;
    private long changedAt;
    private boolean everLinked;
    private long firstLinkedAt;

    /** Takes the first free slot for {@code id}. */
    public Neighbour add(NodeId id, long now) {
        int slot = Long.numberOfTrailingZeros(~linked);
        if (slot == MAX_SLOTS) {
            throw new AssertionError("BUG: more than " + MAX_SLOTS + " neighbours");
        }
        Neighbour neighbour = new Neighbour(id, slot, now);
        if (slot >= slots.length) {
            slots = Arrays.copyOf(slots, MAX_SLOTS);
            ids = Arrays.copyOf(ids, MAX_SLOTS);
        }
        ids[slot] = id;
        slots[slot] = neighbour;
        inOrder.add(neighbour);
        linked |= neighbour.bit();
        changedAt = now;
        if (!everLinked) {
            everLinked = true;
            firstLinkedAt = now;
        }
        return neighbour;
    }

    public @Nullable Neighbour remove(NodeId id, long now) {
        Neighbour neighbour = get(id);
        if (neighbour != null) {
            inOrder.remove(neighbour);
            slots[neighbour.slot()] = null;
            ids[neighbour.slot()] = null;
            linked &= ~neighbour.bit();
            lagging &= ~neighbour.bit();
            changedAt = now;
        }
        return neighbour;
    }

    @SuppressWarnings("ReferenceEquality") // of the first pass, which spares looking at every id
    public @Nullable Neighbour get(NodeId id) {
        // They are few, and whoever keeps a link keeps the very object that it came up with.
        for (long rest = linked; rest != 0; rest &= rest - 1) {
            int slot = Long.numberOfTrailingZeros(rest);
            if (ids[slot] == id) {
                return slots[slot];
            }
        }
        for (long rest = linked; rest != 0; rest &= rest - 1) {
            int slot = Long.numberOfTrailingZeros(rest);
            if (id.equals(ids[slot])) {
                return slots[slot];
            }
        }
        return null;
    }

    /** @return the neighbour of a slot whose bit is in {@link #linked()} */
    public Neighbour at(int slot) {
        Neighbour neighbour = slots[slot];
        if (neighbour == null) {
            throw new AssertionError("BUG: nobody in slot " + slot);
        }
        return neighbour;
    }

    /** @return the slots of all neighbours */
    public long linked() {
        return linked;
    }

    /** @return the slots of the neighbours that are served lazily because their queue is full */
    public long lagging() {
        return lagging;
    }

    /** The queue to {@code neighbour} did not take a message that arrived here at {@code since}. */
    public void lags(Neighbour neighbour, long since) {
        neighbour.lags(since);
        lagging |= neighbour.bit();
    }

    public void caughtUp(Neighbour neighbour) {
        neighbour.caughtUp();
        lagging &= ~neighbour.bit();
    }

    public int size() {
        return inOrder.size();
    }

    /** @return whether a link came up or went down within {@code nanos} before {@code now} */
    public boolean changedWithin(long nanos, long now) {
        return everLinked && now - changedAt <= nanos;
    }

    /** @return whether the first link of this node came up within {@code nanos} before {@code now}, or none did */
    public boolean newcomer(long nanos, long now) {
        return !everLinked || now - firstLinkedAt <= nanos;
    }

    /** @return all neighbours, in the order in which their links came up */
    public Collection<Neighbour> all() {
        return Collections.unmodifiableList(inOrder);
    }

    /** @return the neighbours whose slots are in {@code mask}, by slot */
    public List<Neighbour> in(long mask) {
        List<Neighbour> found = new ArrayList<>(Long.bitCount(mask));
        for (long rest = mask & linked; rest != 0; rest &= rest - 1) {
            found.add(at(Long.numberOfTrailingZeros(rest)));
        }
        return found;
    }
}
