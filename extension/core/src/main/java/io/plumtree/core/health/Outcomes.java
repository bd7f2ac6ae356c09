package io.plumtree.core.health;

import io.plumtree.core.Counters;

/**
 * What came of repairing: since the start of a node, or within a window.
 *
 * @param succeeded holes that were asked for and filled
 * @param failed holes that could not be filled within the retries
 * @param lost messages of others that became a gap
 * @param lostToObservers those of them that retention passed before a slow application came to them
 * @param pushed messages that arrived without being asked for
 * @param pulled messages that arrived because they were asked for
 */
public record Outcomes(long succeeded, long failed, long lost, long lostToObservers, long pushed, long pulled) {

    /** Before anything happened. */
    public static final Outcomes NONE = new Outcomes(0, 0, 0, 0, 0, 0);

    static Outcomes sinceStart(Counters counters) {
        long fresh = counters.payloadsReceived() - counters.duplicates();
        return new Outcomes(counters.graftSucceeded(), counters.graftFailed(), counters.gapMessages(),
                counters.deliveriesPassed(), fresh - counters.pulled(), counters.pulled());
    }

    Outcomes since(Outcomes earlier) {
        return new Outcomes(succeeded - earlier.succeeded, failed - earlier.failed, lost - earlier.lost,
                lostToObservers - earlier.lostToObservers, pushed - earlier.pushed, pulled - earlier.pulled);
    }

    /** @return whether enough was asked for to speak of a rate: one failure of one is none */
    boolean enough() {
        return succeeded + failed >= HealthRules.MIN_OUTCOMES;
    }

    /** @return of what was asked for, the part that could not be had; 0 if nothing was */
    double failureRate() {
        return succeeded + failed == 0 ? 0 : (double) failed / (succeeded + failed);
    }
}
