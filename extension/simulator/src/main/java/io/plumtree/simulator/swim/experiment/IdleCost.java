package io.plumtree.simulator.swim.experiment;

import java.time.Duration;

import io.plumtree.simulator.swim.SwimCluster;
import io.plumtree.simulator.swim.SwimSettings;
import io.plumtree.simulator.swim.Traffic;

/** What a node sends while nothing happens. */
public final class IdleCost {

    /** Promised for 20 nodes. */
    public static final double MOST_BYTES_PER_SECOND = 1000;

    private static final Duration SPAN = Duration.ofMinutes(10);

    private IdleCost() {
    }

    /**
     * Runs it.
     *
     * @param settings of the cluster
     * @return its figures
     */
    public static Result run(SwimSettings settings) {
        SwimCluster cluster = new SwimCluster(settings);
        cluster.form();
        Traffic before = cluster.traffic();
        cluster.pass(SPAN);
        Traffic idle = cluster.trafficSince(before);
        double nodeSeconds = settings.nodes() * Result.seconds(SPAN);
        double bytes = idle.bytesWithHeaders() / nodeSeconds;
        Result result = new Result().group("Idle, for a node and second").figure("nodes", "nodes", settings.nodes(), "")
                .figure("datagrams", "datagrams", idle.datagrams() / nodeSeconds, "")
                .figure("streams", "streams", idle.streams() / nodeSeconds, "")
                .figure("payloadBytes", "bytes", idle.payloadBytes() / nodeSeconds, "B")
                .figure("bytesWithHeaders", "bytes with the headers of IP, UDP and TCP", bytes, "B")
                .figure("traceHash", "trace hash", Long.toHexString(cluster.trace()), "");
        result.require(bytes <= MOST_BYTES_PER_SECOND,
                bytes + " bytes a second and node, promised are " + MOST_BYTES_PER_SECOND);
        return result;
    }
}
