package io.plumtree.chat.page;

import java.util.List;

import io.plumtree.chat.NodeReport;
import io.plumtree.chat.NodeReports;
import io.plumtree.chat.log.DeliveryLog;
import io.plumtree.chat.log.EventLog;
import io.plumtree.chat.log.Happening;
import io.smallrye.mutiny.Uni;

/** Where one page is in what this node has to tell. For one caller at a time. */
final class Watch {

    private final NodeReports reports;
    private final EventLog events;
    private final Sightings sightings;
    private long nextEvent;

    Watch(NodeReports reports, DeliveryLog log, EventLog events) {
        this.reports = reports;
        this.events = events;
        this.sightings = new Sightings(log);
    }

    /** What is new since the last time. */
    Uni<News> news() {
        return reports.now().map(report -> {
            List<Happening> happened = events.since(nextEvent);
            if (!happened.isEmpty()) {
                nextEvent = happened.get(happened.size() - 1).number() + 1;
            }
            return new News(report, happened, sightings.next());
        });
    }

    /**
     * What a page is told.
     *
     * @param node how this node is
     * @param happened what happened since it was told before
     * @param seen what was delivered since then, or some of it
     */
    record News(NodeReport node, List<Happening> happened, List<Sightings.Sighting> seen) {
    }
}
