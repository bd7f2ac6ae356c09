package io.plumtree.core;

import io.plumtree.core.message.StreamId;

/**
 * What the engine wants of a durable store, of which it knows no more. Called as {@link Effects} is, and with its rules. The
 * store is asked for one thing at a time, in the order of asking, and a batch that was taken is on its way before a fetch that
 * was asked for later.
 */
public interface StoreEffects {

    /**
     * Something waits to be written and no batch is under way: take it with {@link NodeEngine#nextBatch} soon, and tell what
     * became of it by {@link NodeEngine#stored} or {@link NodeEngine#storeFailed}. Told once for each batch.
     */
    void storing();

    /**
     * Reads what the store holds of these messages, ascending; answer by {@link NodeEngine#fetched}.
     *
     * @param stream whose
     * @param from first sequence
     * @param to last sequence
     * @param maxMessages at most so many
     * @param maxBytes ends with the message that reaches it
     * @param token to answer with
     */
    void fetch(StreamId stream, long from, long to, int maxMessages, long maxBytes, long token);
}
