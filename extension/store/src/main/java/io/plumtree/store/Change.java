package io.plumtree.store;

import java.util.List;

import io.plumtree.core.store.StoredAccount;

/**
 * What one frame says: written first, then made in memory; read when the store is opened, and made again.
 *
 * @param epoch the greatest written
 * @param head messages that arrived before this one are dropped
 * @param nextArrival what the next message that arrives is numbered, those of this change not counted
 * @param closed streams that end, before the rest
 * @param opened streams that get a number
 * @param messages new ones; or, with an arrival below {@code nextArrival}, held ones that moved
 * @param accounts in place of those before
 */
record Change(long epoch, long head, long nextArrival, List<HeldStream> closed, List<HeldStream> opened, List<Held> messages,
        List<Account> accounts) {

    /** An account with its stream. */
    record Account(HeldStream stream, StoredAccount written) {
    }
}
