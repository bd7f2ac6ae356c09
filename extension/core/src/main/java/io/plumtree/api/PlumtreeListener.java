package io.plumtree.api;

/**
 * What a plain Java application implements to hear of everything; CDI applications observe the same records instead.
 * <p>
 * Methods are called on worker threads, never on an event loop: deliveries of one topic one after the other, different
 * topics and events concurrently. What a method throws is logged and counted, and stops nothing.
 */
public interface PlumtreeListener {

    /** @param delivery a message that reached this node, once */
    default void onDelivery(PlumtreeDelivery delivery) {
    }

    /** @param event a neighbour became eager */
    default void onPeerPromotion(PeerPromotion event) {
    }

    /** @param event a neighbour became lazy */
    default void onPeerDemotion(PeerDemotion event) {
    }

    /** @param event this node sent a GRAFT */
    default void onGraftSent(GraftSent event) {
    }

    /** @param event messages could not be had within the retries */
    default void onGraftFailed(GraftFailed event) {
    }

    /** @param event this node sent a PRUNE */
    default void onPruneSent(PruneSent event) {
    }

    /** @param event messages will not be delivered here */
    default void onClusterGap(ClusterGap event) {
    }

    /** @param event a member is there */
    default void onMemberJoined(MemberJoined event) {
    }

    /** @param event a member's metadata changed */
    default void onMemberUpdated(MemberUpdated event) {
    }

    /** @param event a member could not be reached */
    default void onMemberSuspected(MemberSuspected event) {
    }

    /** @param event a member is taken to be dead */
    default void onMemberFailed(MemberFailed event) {
    }

    /** @param event a member left */
    default void onMemberLeft(MemberLeft event) {
    }

    /**
     * Calls the method for {@code event}.
     *
     * @param event any event
     */
    default void onEvent(PlumtreeEvent event) {
        if (event instanceof PeerPromotion e) {
            onPeerPromotion(e);
        } else if (event instanceof PeerDemotion e) {
            onPeerDemotion(e);
        } else if (event instanceof GraftSent e) {
            onGraftSent(e);
        } else if (event instanceof GraftFailed e) {
            onGraftFailed(e);
        } else if (event instanceof PruneSent e) {
            onPruneSent(e);
        } else if (event instanceof ClusterGap e) {
            onClusterGap(e);
        } else if (event instanceof MemberJoined e) {
            onMemberJoined(e);
        } else if (event instanceof MemberUpdated e) {
            onMemberUpdated(e);
        } else if (event instanceof MemberSuspected e) {
            onMemberSuspected(e);
        } else if (event instanceof MemberFailed e) {
            onMemberFailed(e);
        } else if (event instanceof MemberLeft e) {
            onMemberLeft(e);
        }
    }
}
