package io.plumtree.core.message;

import java.util.List;

/**
 * What the sender knows of the streams that had traffic lately, of those in one range of places. A stream's place is a hash of
 * its name. Of a stream that is not told here whoever hears of it last may assume that the sender knows nothing.
 *
 * @param from first place
 * @param to last place
 * @param answer whether this answers a page: then it only tells what that one's sender lacks
 * @param digests at most {@link #MAX_DIGESTS}
 */
public record SyncPage(long from, long to, boolean answer, List<Digest> digests) implements PlumtreeMessage {

    /** Most digests in one page; part of the wire format. */
    public static final int MAX_DIGESTS = 1024;
    /** Most holes in one digest; part of the wire format. */
    public static final int MAX_HOLES = 16;

    /** Most holes in one page, so that it is shorter than a frame may be that not every version knows. */
    public static final int MAX_PAGE_HOLES = 1000;

    /**
     * What the sender knows of one stream.
     *
     * @param summary marks, and what can be had
     * @param ageSeconds how long ago a message of it came last
     * @param holes what the sender misses between {@code low} and {@code newest}, ascending; if there are more than
     *        {@link #MAX_HOLES} the last one stands for all the rest
     */
    public record Digest(Summary.StreamSummary summary, int ageSeconds, List<Hole> holes) {
    }

    /**
     * Messages in a row.
     *
     * @param from first sequence
     * @param to last sequence
     */
    public record Hole(long from, long to) {
    }
}
