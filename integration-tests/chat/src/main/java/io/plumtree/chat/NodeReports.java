package io.plumtree.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.plumtree.api.Cluster;
import io.plumtree.chat.NodeReport.MemberReport;
import io.plumtree.chat.NodeReport.PeerReport;
import io.plumtree.chat.log.DeliveryLog;
import io.plumtree.chat.log.EventLog;
import io.plumtree.vertx.PlumtreeNode;
import io.smallrye.mutiny.Uni;

/** Puts a {@link NodeReport} together. */
@ApplicationScoped
public class NodeReports {

    private final PlumtreeNode node;
    private final DeliveryLog log;
    private final EventLog events;
    private final ChatConfig config;

    /** All of it is injected. */
    @Inject
    public NodeReports(PlumtreeNode node, DeliveryLog log, EventLog events, ChatConfig config) {
        this.node = node;
        this.log = log;
        this.events = events;
        this.config = config;
    }

    /** @return how this instance is, now */
    public Uni<NodeReport> now() {
        Cluster cluster = node.cluster();
        return Uni.combine().all()
                .unis(Uni.createFrom().completionStage(node::snapshot),
                        Uni.createFrom().completionStage(node::transportStats),
                        Uni.createFrom().completionStage(cluster::trees))
                .with((engine, transport, trees) -> new NodeReport(cluster.localNode(), cluster.epoch(), cluster.address(),
                        node.health(),
                        cluster.peers().stream().map(PeerReport::of).toList(),
                        cluster.members().stream().map(MemberReport::of).toList(), trees, engine, transport, log.state(),
                        events.counts(), events.gaps(), events.news(), config.pages(), config.control()));
    }
}
