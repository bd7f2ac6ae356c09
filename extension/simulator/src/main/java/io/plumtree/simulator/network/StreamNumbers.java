package io.plumtree.simulator.network;

import java.util.HashMap;
import java.util.Map;

import io.plumtree.core.message.StreamId;

/** Numbers streams from 0, in the order in which they are asked for. Every stream that a message names is asked for. */
final class StreamNumbers {

    private static final int REMEMBERED = 4096;

    private final Map<StreamId, Integer> numbers = new HashMap<>();
    /** Those asked for lately, by hash: nearly always the very object that was asked for before. */
    private final StreamId[] lately = new StreamId[REMEMBERED];
    private final int[] latelyNumbered = new int[REMEMBERED];

    int of(StreamId stream) {
        int at = stream.hashCode() & (REMEMBERED - 1);
        if (lately[at] != stream) {
            lately[at] = stream;
            latelyNumbered[at] = numbers.computeIfAbsent(stream, unknown -> numbers.size());
        }
        return latelyNumbered[at];
    }
}
