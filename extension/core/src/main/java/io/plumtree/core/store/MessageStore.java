package io.plumtree.core.store;

import java.util.List;

import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;

/**
 * Keeps messages, and how far they were delivered, beyond the life of a process. Implementations block; a node calls them on a
 * worker, one call at a time, each after the effects of the one before.
 * <p>
 * What a store holds is bounded by it, in messages, bytes and age: beyond that it drops what it has held longest, and says so
 * with the next {@link #write}. After a StoreException the node goes on without the store and reports itself degraded; what
 * {@link #write} was called with may be held or not, and what it had returned from before is held still.
 */
public interface MessageStore extends AutoCloseable {

    /**
     * Opens the store, makes whole what a crash left, and reads what it holds. Called once, first.
     *
     * @return what was written and not dropped: nothing that a process had not written, and everything that {@link #write} had
     *         returned from when the process died, as far as the store promises
     * @throws StoreException if it cannot be opened, with a message that names the file and what to do
     */
    StoreContents open() throws StoreException;

    /**
     * Writes a batch, as durably as the store is configured to be when this returns.
     *
     * @param batch what
     * @return what was dropped to make room, or because of its age
     * @throws StoreException if it cannot be written
     */
    List<StoredRange> write(StoreBatch batch) throws StoreException;

    /**
     * Reads messages that are held, ascending, from {@code from} on. What is not held is passed over.
     *
     * @param stream whose
     * @param from first sequence
     * @param to last sequence
     * @param maxMessages at most so many
     * @param maxBytes ends with the message that reaches it: at least one message, if any is held
     * @return what was found
     * @throws StoreException if it cannot be read
     */
    List<Message> read(StreamId stream, long from, long to, int maxMessages, long maxBytes) throws StoreException;

    /** @return how full it is now */
    StoreFill fill();

    /** Closes the store; what was written stays. */
    @Override
    void close() throws StoreException;
}
