package io.plumtree.core.message;

/**
 * Asks a neighbour to compare: a hash over what the sender knows of all streams that had traffic lately, of a size that does
 * not depend on how many they are. Whoever has the same says nothing; whoever has not answers with {@link SyncPage}s.
 *
 * @param high half of the hash
 * @param low the other half
 */
public record SyncRoot(long high, long low) implements PlumtreeMessage {
}
