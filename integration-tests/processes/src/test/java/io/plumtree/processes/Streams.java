package io.plumtree.processes;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Sequences by stream; a stream is what one incarnation of an origin broadcasts. Not safe for use by several threads. */
final class Streams {

    private final Map<String, BitSet> sequences = new TreeMap<>();

    static String name(String origin, long epoch) {
        return origin + "/" + epoch;
    }

    /** @return how many of the range were there before */
    long add(String stream, long from, long to) {
        BitSet all = sequences.computeIfAbsent(stream, unknown -> new BitSet());
        int first = Math.toIntExact(from);
        int end = Math.toIntExact(to + 1);
        // Not the cardinality of all: that would take longer than the node takes for a message.
        int before = end == first + 1 ? (all.get(first) ? 1 : 0) : all.get(first, end).cardinality();
        all.set(first, end);
        return before;
    }

    /** @return the sequences of one stream, a copy */
    BitSet of(String stream) {
        return (BitSet) sequences.getOrDefault(stream, new BitSet()).clone();
    }

    boolean contains(String stream, long sequence) {
        BitSet all = sequences.get(stream);
        return all != null && all.get(Math.toIntExact(sequence));
    }

    long count() {
        return sequences.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** @return what keeping account of them takes */
    long bytes() {
        return sequences.values().stream().mapToLong(all -> all.size() / Byte.SIZE).sum();
    }

    Iterable<String> names() {
        return sequences.keySet();
    }

    /** @param each gets a stream and a range of it, as "1-17" */
    void forEachRange(BiConsumer<String, String> each) {
        sequences.forEach((stream, all) -> {
            for (int from = all.nextSetBit(0); from >= 0; from = all.nextSetBit(all.nextClearBit(from))) {
                each.accept(stream, from + "-" + (all.nextClearBit(from) - 1));
            }
        });
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEachRange((stream, range) -> text.append(text.isEmpty() ? "" : ", ").append(stream).append(':').append(range));
        return text.toString();
    }
}
