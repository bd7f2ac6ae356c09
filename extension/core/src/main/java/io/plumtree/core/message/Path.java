package io.plumtree.core.message;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.MessageHistory.End;
import io.plumtree.api.NodeId;

/**
 * The way of a message backwards from one node, as far as it could be found out.
 *
 * @param steps that node's first; at most {@link #MAX_STEPS}
 * @param end why there is no further one
 * @param next who would have told the next one; null if there is none to be told
 */
public record Path(List<Step> steps, End end, @Nullable NodeId next) {

    /** Part of the wire format. */
    public static final int MAX_STEPS = 64;

    /**
     * How it came to one node.
     *
     * @param node who
     * @param arrival how
     * @param round hops it had travelled
     * @param ageMicros how long ago; {@link #UNKNOWN_AGE} if that is not known
     */
    public record Step(NodeId node, Arrival arrival, int round, long ageMicros) {

        /** No age. */
        public static final long UNKNOWN_AGE = -1;
        /** The greatest age, two thousand years; part of the wire format. */
        public static final long MAX_AGE_MICROS = 1L << 56;

        Step older(long micros) {
            return ageMicros == UNKNOWN_AGE ? this
                    : new Step(node, arrival, round, Math.min(MAX_AGE_MICROS, ageMicros + micros));
        }
    }

    /** @return whether an end says that nobody is left to be asked */
    public static boolean isLast(End end) {
        return end == End.ORIGIN || end == End.STORED;
    }

    /** @return a path that nothing is known of, since {@code next} does not tell */
    public static Path untold(End end, NodeId next) {
        return new Path(List.of(), end, next);
    }

    /**
     * @param first comes before this path's first
     * @param onTheWay how long ago this path was told
     * @return this path with another beginning
     */
    public Path behind(Step first, long onTheWay) {
        List<Step> all = new ArrayList<>(steps.size() + 1);
        all.add(first);
        for (Step step : steps) {
            if (all.size() == MAX_STEPS) {
                return new Path(all, End.TOO_LONG, step.node());
            }
            all.add(step.older(onTheWay));
        }
        return new Path(all, end, next);
    }
}
