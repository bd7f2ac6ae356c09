package io.plumtree.api;

/**
 * Messages that an origin sent and this node will not deliver: told once for each, so that an application can drop what it
 * derived from them.
 *
 * @param origin who sent them
 * @param epoch the origin's incarnation
 * @param topic on which topic
 * @param from first sequence missed
 * @param to last sequence missed
 * @param reason why
 */
public record ClusterGap(NodeId origin, long epoch, String topic, long from, long to, Reason reason)
        implements
            PlumtreeEvent {

    /** Why messages cannot be delivered. */
    public enum Reason {

        /** No node that can be reached retains them any more. */
        NO_LONGER_RETAINED,

        /** A {@code fifo} topic held later messages back for them as long as {@code fifo-hold} allows. */
        HELD_TOO_LONG,

        /** More was missing at once than this node keeps account of. */
        TOO_MUCH_MISSING,

        /** The observers were so slow that the messages were not retained any more when they came to them. */
        SLOW_OBSERVER,

        /** The payload could not be read. */
        UNREADABLE
    }
}
