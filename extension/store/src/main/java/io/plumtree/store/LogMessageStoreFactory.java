package io.plumtree.store;

import io.plumtree.api.StorageSettings;
import io.plumtree.api.StoreSync;
import io.plumtree.core.store.MessageStore;
import io.plumtree.core.store.MessageStoreFactory;

/** Makes a {@link LogMessageStore} with the system's clock. */
public final class LogMessageStoreFactory implements MessageStoreFactory {

    @Override
    public MessageStore create(StorageSettings settings) {
        return new LogMessageStore(new StoreSettings(settings.directory(), settings.maxSize(), settings.maxBytes(),
                settings.maxAge(), policy(settings.sync())), System::currentTimeMillis);
    }

    private static SyncPolicy policy(StoreSync sync) {
        if (sync.equals(StoreSync.BATCH)) {
            return SyncPolicy.EVERY_BATCH;
        }
        return sync.equals(StoreSync.NONE) ? SyncPolicy.NEVER : SyncPolicy.interval(sync.interval());
    }
}
