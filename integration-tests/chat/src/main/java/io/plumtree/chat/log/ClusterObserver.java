package io.plumtree.chat.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.GraftFailed;
import io.plumtree.api.GraftSent;
import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberJoined;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.MemberSuspected;
import io.plumtree.api.MemberUpdated;
import io.plumtree.api.PeerDemotion;
import io.plumtree.api.PeerPromotion;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PruneSent;

/** Where the cluster reaches this application. */
@ApplicationScoped
class ClusterObserver {

    private final DeliveryLog deliveries;
    private final EventLog events;

    @Inject
    ClusterObserver(DeliveryLog deliveries, EventLog events) {
        this.deliveries = deliveries;
        this.events = events;
    }

    void on(@Observes PlumtreeDelivery delivery) {
        deliveries.append(delivery);
    }

    void on(@Observes ClusterGap gap) {
        events.add(gap);
    }

    void on(@Observes MemberJoined joined) {
        events.add(joined, joined.member());
    }

    void on(@Observes MemberUpdated updated) {
        events.add(updated, updated.member());
    }

    void on(@Observes MemberSuspected suspected) {
        events.add(suspected, suspected.member());
    }

    void on(@Observes MemberFailed failed) {
        events.add(failed, failed.member());
    }

    void on(@Observes MemberLeft left) {
        events.add(left, left.member());
    }

    void on(@Observes GraftSent graft) {
        events.add(graft, graft.peer(), graft.origin());
    }

    void on(@Observes GraftFailed graft) {
        events.add(graft, graft.peer(), graft.origin());
    }

    void on(@Observes PruneSent prune) {
        events.add(prune, prune.peer(), prune.origin());
    }

    void on(@Observes PeerPromotion promotion) {
        events.add(promotion, promotion.peer(), promotion.origin());
    }

    void on(@Observes PeerDemotion demotion) {
        events.add(demotion, demotion.peer(), demotion.origin());
    }
}
