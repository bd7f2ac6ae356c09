package io.plumtree.chat.rest;

import java.util.List;

/**
 * What became of the lines of one request.
 *
 * @param sent lines that this node accepted
 * @param acknowledged of those, the ones whose acknowledgement came
 * @param failed lines that were not accepted, or accepted and not acknowledged
 * @param firstSequence the least sequence of the lines accepted; 0 if there are none
 * @param lastSequence the greatest one
 * @param retried times that a line had to wait because the node was overloaded
 * @param reordered lines accepted after a later one, because the node was overloaded in between; 0 unless others send much
 * @param failures the first failures
 */
public record SendReport(long sent, long acknowledged, long failed, long firstSequence, long lastSequence, long retried,
        long reordered, List<Failure> failures) {

    /**
     * One line that failed.
     *
     * @param line its number, from 1
     * @param detail why
     */
    public record Failure(long line, String detail) {
    }
}
