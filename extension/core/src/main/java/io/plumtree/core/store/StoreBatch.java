package io.plumtree.core.store;

import java.util.List;

import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;

/**
 * What is written to a {@link MessageStore} at one time: all of it or, after a crash, none or a beginning of it.
 *
 * @param epoch the incarnation of the node that writes
 * @param messages in the order of their arrival, none of them held already
 * @param accounts in place of what was written of those streams before
 * @param closed streams of which nothing is held any more, nothing that the store has either: account of them has ended. They
 *        end before the rest is written, so that one may begin again in the same batch
 */
public record StoreBatch(long epoch, List<Message> messages, List<StoredAccount> accounts, List<StreamId> closed) {
}
