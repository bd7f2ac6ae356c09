package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.StreamId;

/**
 * Streams by id: open addressing with linear probing, sparse, so that nearly every search reads one place and then the stream
 * itself. Every announcement of every message is a search.
 */
final class StreamTable {

    private static final int SMALLEST = 8;
    private static final int PLACES_PER_STREAM = 3;

    private @Nullable StreamState[] places = new @Nullable StreamState[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    StreamState get(StreamId id) {
        int at = home(id, places.length);
        StreamState found = places[at];
        while (found != null && !found.id.equals(id)) {
            at = (at + 1) & (places.length - 1);
            found = places[at];
        }
        return found;
    }

    /** Adds a stream whose id is not there. */
    void add(StreamState stream) {
        if (++size * PLACES_PER_STREAM > places.length) {
            List<StreamState> all = all();
            places = new @Nullable StreamState[2 * places.length];
            all.forEach(this::place);
        }
        place(stream);
    }

    private void place(StreamState stream) {
        int at = home(stream.id, places.length);
        while (places[at] != null) {
            at = (at + 1) & (places.length - 1);
        }
        places[at] = stream;
    }

    /** Removes a stream that is there. */
    void remove(StreamState stream) {
        int at = home(stream.id, places.length);
        while (places[at] != stream) {
            at = (at + 1) & (places.length - 1);
        }
        places[at] = null;
        size--;
        // What was placed behind because this place was taken moves up.
        at = (at + 1) & (places.length - 1);
        for (StreamState next = places[at]; next != null; next = places[at]) {
            places[at] = null;
            place(next);
            at = (at + 1) & (places.length - 1);
        }
    }

    /** @return all, in no order that means anything */
    List<StreamState> all() {
        List<StreamState> all = new ArrayList<>(size);
        for (StreamState stream : places) {
            if (stream != null) {
                all.add(stream);
            }
        }
        return all;
    }

    /** Ids that follow each other scatter (Knuth's multiplicative hashing). */
    private static int home(StreamId id, int length) {
        return (id.hashCode() * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(length - 1);
    }
}
