package io.plumtree.core.sync;

import io.plumtree.core.message.StreamId;
import io.plumtree.core.util.Prng;

/** The hashes by which nodes compare; part of the wire format. */
public final class StreamHash {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long HIGH = 0xD1B54A32D192ED03L;
    private static final long LOW = 0x8CB92BA72F3D8DD7L;

    private StreamHash() {
    }

    /** @return where a stream stands among all, the same for every node */
    public static long place(StreamId id) {
        return text(then(text(GAMMA, id.origin().value()), id.epoch()), id.topic());
    }

    /** @return a hash of the values that {@code so} was made of and, after them, of {@code value} */
    public static long then(long so, long value) {
        return Prng.mix(so + GAMMA + Prng.mix(value + LOW));
    }

    /** @return what a stream adds to the high half of the root */
    public static long high(long place, long state) {
        return Prng.mix(then(place, state) + HIGH);
    }

    /** @return what a stream adds to the low half of the root */
    public static long low(long place, long state) {
        return Prng.mix(then(place, state ^ HIGH) + LOW);
    }

    private static long text(long so, String text) {
        long hash = then(so, text.length());
        for (int i = 0; i < text.length(); i++) {
            hash = then(hash, text.charAt(i));
        }
        return hash;
    }
}
