package io.plumtree.core.store;

import io.plumtree.api.StorageSettings;

/** Makes the store that is configured, found by {@link java.util.ServiceLoader}. */
public interface MessageStoreFactory {

    /**
     * @param settings where it is and how much it holds
     * @return a store that is not open yet
     */
    MessageStore create(StorageSettings settings);
}
