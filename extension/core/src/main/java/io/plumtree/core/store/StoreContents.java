package io.plumtree.core.store;

import java.util.List;

/**
 * What a {@link MessageStore} holds when it is opened.
 *
 * @param epoch the greatest that was written; 0 if none was
 * @param accounts one for each stream of which anything was written; above a baseline of 0 nothing is settled where none was
 *        written
 * @param held the messages it holds: ascending and disjoint for each stream
 */
public record StoreContents(long epoch, List<StoredAccount> accounts, List<StoredRange> held) {

    /** Nothing. */
    public static final StoreContents EMPTY = new StoreContents(0, List.of(), List.of());
}
