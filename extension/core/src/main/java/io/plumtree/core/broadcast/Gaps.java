package io.plumtree.core.broadcast;

import io.plumtree.api.ClusterGap;

/** Hears of messages that will not be had: they count as arrived from now on and are told to the application. */
interface Gaps {

    void gap(StreamState stream, long from, long to, ClusterGap.Reason reason, long now);
}
