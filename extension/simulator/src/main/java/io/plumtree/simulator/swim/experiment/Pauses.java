package io.plumtree.simulator.swim.experiment;

import java.time.Duration;

import io.plumtree.simulator.swim.SwimNode;

/**
 * How some nodes are slow, as in Lifeguard's interval experiment: all of them again and again, for one span, and as fast as
 * ever for another one in between.
 *
 * @param anomalous how many nodes are
 * @param kind what happens to them
 * @param slow how long each time
 * @param fast how long in between
 * @param total for how long that goes on
 */
public record Pauses(int anomalous, Kind kind, Duration slow, Duration fast, Duration total) {

    /** What happens to a slow node. */
    public enum Kind {
        /** Its messages get stuck before they are sent and before they are read; its timers go on. So it is in the paper. */
        STUCK,
        /** Its process stands still. */
        STILL
    }

    void begin(SwimNode node) {
        if (kind == Kind.STILL) {
            node.pause();
        } else {
            node.stick();
        }
    }
}
