package io.plumtree.api;

/**
 * The identity of one broadcast: the {@code sequence}-th message on {@code topic} of that incarnation of its origin.
 *
 * @param origin the node that broadcast it
 * @param epoch the origin's incarnation; later incarnations have greater epochs
 * @param topic the topic's name
 * @param sequence counted from 1, without holes, per origin, epoch and topic
 */
public record MessageId(NodeId origin, long epoch, String topic, long sequence) {

    @Override
    public String toString() {
        return origin + "/" + epoch + "/" + topic + "/" + sequence;
    }
}
