package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageHistory.RepairKind;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;

/**
 * The last repairs, so that somebody can ask what was done about a message. Nothing is written here while all goes well, and
 * what is written allocates nothing once the log is as long as it gets.
 */
final class RepairLog {

    /** Repairs that are remembered. */
    static final int CAPACITY = 1024;
    private static final int SMALLEST = 16;

    private @Nullable RepairKind[] kinds = {};
    private @Nullable StreamId[] streams = {};
    private @Nullable NodeId[] peers = {};
    private long[] from = {};
    private long[] to = {};
    private long[] at = {};
    private long[] noticedAt = {};
    private long[] announcers = {};
    /** How many were ever written. */
    private long written;

    /**
     * What is missing is asked for.
     *
     * @param last of what is asked for at this time
     */
    void asked(RepairKind kind, MissingInterval missing, long last, Neighbour peer, long now) {
        int place = write(kind, missing.stream.id, missing.from, last, peer, now);
        noticedAt[place] = missing.since;
        announcers[place] = missing.announcers;
    }

    /** A message came again, or somebody who pushed it pushes no more, or is not pushed any more. */
    void had(RepairKind kind, StreamId stream, long sequence, Neighbour peer, long now) {
        int place = write(kind, stream, sequence, sequence, peer, now);
        noticedAt[place] = now;
        announcers[place] = 0;
    }

    /** @return what is remembered of one message, the oldest first */
    List<LoggedRepair> of(StreamId stream, long sequence, Neighbours neighbours) {
        List<LoggedRepair> found = new ArrayList<>();
        for (long number = Math.max(0, written - CAPACITY); number < written; number++) {
            int place = (int) (number % CAPACITY);
            if (from[place] <= sequence && sequence <= to[place] && stream.equals(streams[place])) {
                found.add(new LoggedRepair(Objects.requireNonNull(kinds[place]), Objects.requireNonNull(peers[place]),
                        at[place], noticedAt[place], announcers(place, neighbours)));
            }
        }
        return found;
    }

    /** Those whose slot is still theirs. */
    private List<NodeId> announcers(int place, Neighbours neighbours) {
        return neighbours.in(announcers[place]).stream().filter(neighbour -> neighbour.linkedAt() - at[place] <= 0)
                .map(Neighbour::id).toList();
    }

    private int write(RepairKind kind, StreamId stream, long first, long last, Neighbour peer, long now) {
        int place = (int) (written++ % CAPACITY);
        if (place == kinds.length) {
            grow(Math.min(CAPACITY, Math.max(SMALLEST, 2 * kinds.length)));
        }
        kinds[place] = kind;
        streams[place] = stream;
        peers[place] = peer.id();
        from[place] = first;
        to[place] = last;
        at[place] = now;
        return place;
    }

    private void grow(int length) {
        kinds = Arrays.copyOf(kinds, length);
        streams = Arrays.copyOf(streams, length);
        peers = Arrays.copyOf(peers, length);
        from = Arrays.copyOf(from, length);
        to = Arrays.copyOf(to, length);
        at = Arrays.copyOf(at, length);
        noticedAt = Arrays.copyOf(noticedAt, length);
        announcers = Arrays.copyOf(announcers, length);
    }
}
