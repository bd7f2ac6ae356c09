package io.plumtree.api;

/** Everything a node tells besides deliveries. Immutable; told on a worker thread, in the order in which it happened. */
public sealed interface PlumtreeEvent
        permits PeerPromotion, PeerDemotion, GraftSent, GraftFailed, PruneSent, ClusterGap, MemberJoined, MemberUpdated,
        MemberSuspected, MemberFailed, MemberLeft {
}
