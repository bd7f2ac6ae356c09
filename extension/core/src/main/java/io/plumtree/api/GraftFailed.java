package io.plumtree.api;

/**
 * Nobody who announced these messages supplied them within the retries. They stay wanted: a later announcement is followed,
 * and when they can no longer be had a {@link ClusterGap} names them.
 *
 * @param origin the messages' origin
 * @param topic their topic
 * @param from first sequence
 * @param to last sequence
 * @param peer the neighbour asked last
 */
public record GraftFailed(NodeId origin, String topic, long from, long to, NodeId peer) implements PlumtreeEvent {
}
