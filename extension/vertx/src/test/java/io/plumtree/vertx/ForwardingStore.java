package io.plumtree.vertx;

import java.util.List;

import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.MessageStore;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoreException;
import io.plumtree.core.store.StoreFill;
import io.plumtree.core.store.StoredRange;

/** Hands everything on to another store; a test overrides what it changes. */
class ForwardingStore implements MessageStore {

    private final MessageStore store;

    ForwardingStore(MessageStore store) {
        this.store = store;
    }

    @Override
    public StoreContents open() throws StoreException {
        return store.open();
    }

    @Override
    public List<StoredRange> write(StoreBatch batch) throws StoreException {
        return store.write(batch);
    }

    @Override
    public List<Message> read(StreamId stream, long from, long to, int maxMessages, long maxBytes) throws StoreException {
        return store.read(stream, from, to, maxMessages, maxBytes);
    }

    @Override
    public StoreFill fill() {
        return store.fill();
    }

    @Override
    public void close() throws StoreException {
        store.close();
    }
}
