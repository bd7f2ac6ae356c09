package io.plumtree.core.message;

/**
 * A payload, pushed down a tree or sent because it was asked for (paper, Algorithm 1).
 *
 * @param message what the origin broadcast
 * @param round hops travelled when it arrives; 1 from the origin itself
 * @param repaired whether any hop got it by asking instead of by push: its delays teach nothing (tree-model R9)
 * @param acknowledge whether the receiver shall answer {@link Received}
 * @param low the sender's contiguous low-water of the stream (tree-model R10): it has or had everything up to here
 * @param baseline where the sender's account of the stream begins: it knows nothing of what is not above
 */
public record Gossip(Message message, int round, boolean repaired, boolean acknowledge, long low, long baseline)
        implements
            PlumtreeMessage {
}
