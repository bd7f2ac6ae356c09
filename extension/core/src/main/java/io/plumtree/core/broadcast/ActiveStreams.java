package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.List;

/** The streams by place, and which of them had traffic lately. */
final class ActiveStreams {

    private final long window;
    private final List<StreamState> byPlace = new ArrayList<>(0);
    private boolean ever;
    private long latest;

    ActiveStreams(long window) {
        this.window = window;
    }

    void opened(StreamState stream, long now) {
        // A stream of which only others had messages is none that had traffic here.
        stream.trafficAt = now - window - 1;
        byPlace.add(firstAt(stream.place), stream);
    }

    void closed(StreamState stream) {
        for (int i = firstAt(stream.place); i < byPlace.size(); i++) {
            if (byPlace.get(i) == stream) {
                byPlace.remove(i);
                return;
            }
        }
    }

    /** A message of {@code stream} arrived, or was broadcast here, at that time. */
    void traffic(StreamState stream, long at) {
        stream.trafficAt = at;
        if (!ever || at - latest > 0) {
            ever = true;
            latest = at;
        }
    }

    /** @return whether any stream had traffic within the window */
    boolean any(long now) {
        return ever && now - latest <= window;
    }

    boolean active(StreamState stream, long now) {
        return now - stream.trafficAt <= window;
    }

    /** @return all streams by place, from the first at {@code place} or behind; not to be kept */
    List<StreamState> from(long place) {
        return byPlace.subList(firstAt(place), byPlace.size());
    }

    private int firstAt(long place) {
        int low = 0;
        int high = byPlace.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byPlace.get(middle).place < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
