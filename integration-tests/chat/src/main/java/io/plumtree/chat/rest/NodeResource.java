package io.plumtree.chat.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.plumtree.chat.NodeReport;
import io.plumtree.chat.NodeReports;
import io.smallrye.mutiny.Uni;

/** Shows this instance. */
@Path("/node")
@Produces(MediaType.APPLICATION_JSON)
public class NodeResource {

    private final NodeReports reports;

    /** @param reports puts the answer together */
    @Inject
    public NodeResource(NodeReports reports) {
        this.reports = reports;
    }

    /** @return everything there is to know about this instance, now */
    @GET
    public Uni<NodeReport> node() {
        return reports.now();
    }
}
