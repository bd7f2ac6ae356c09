package io.plumtree.interop;

import java.time.Duration;

/**
 * How long it takes with the timings of the LAN until everybody knows that a member is dead: each probes another member every
 * second, so it is probed, and found not to answer, within a round; a suspicion lasts 4 s if others confirm it, and 6 times as
 * long if nobody does, both times log10 of the cluster's size from ten members on; then the news is gossiped, five times a
 * second.
 */
final class LanBound {

    static final Duration SHORTEST_SUSPICION = Duration.ofSeconds(4);
    private static final int UNCONFIRMED = 6;

    private LanBound() {
    }

    static Duration knownToBeDead(int members) {
        Duration round = Duration.ofSeconds(members);
        double scale = Math.max(1, Math.log10(members));
        Duration suspicion = Duration.ofMillis((long) (SHORTEST_SUSPICION.toMillis() * UNCONFIRMED * scale));
        Duration gossip = Duration.ofSeconds(1);
        return round.plus(suspicion).plus(gossip);
    }
}
