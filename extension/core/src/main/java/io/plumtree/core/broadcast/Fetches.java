package io.plumtree.core.broadcast;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.StoreEffects;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.util.LongMap;

/** What the store was asked for and has not answered yet. Who asks bounds how often. */
final class Fetches {

    /** Takes what the store held, ascending. */
    interface Taker {
        void fetched(List<Message> messages, long now);
    }

    private final @Nullable StoreEffects effects;
    private final LongMap<Taker> underWay = new LongMap<>();
    private long lastToken;

    /** @param effects the way to the store; null if there is none */
    Fetches(@Nullable StoreEffects effects) {
        this.effects = effects;
    }

    void fetch(StreamId stream, long from, long to, int maxMessages, long maxBytes, Taker taker) {
        if (effects == null) {
            throw new AssertionError("BUG: nothing is stored, and it is fetched");
        }
        underWay.put(++lastToken, taker);
        effects.fetch(stream, from, to, maxMessages, maxBytes, lastToken);
    }

    void fetched(long token, List<Message> messages, long now) {
        Taker taker = underWay.remove(token);
        if (taker != null) {
            taker.fetched(messages, now);
        }
    }
}
