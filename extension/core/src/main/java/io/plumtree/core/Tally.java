package io.plumtree.core;

/** The engine's counters while they count; {@link #counters()} is what others see. Field meanings: {@link Counters}. */
public final class Tally {

    public long broadcasts;
    public long broadcastBytes;
    public long delivered;
    public long payloadsReceived;
    public long payloadBytesReceived;
    public long duplicates;
    public long gossipSent;
    public long ihaveSent;
    public long announcementsSent;
    public long ihaveReceived;
    public long graftSent;
    public long graftReceived;
    public long pruneSent;
    public long pruneReceived;
    public long pullSent;
    public long pullReceived;
    public long missingSent;
    public long pulled;
    public long graftSucceeded;
    public long graftNanos;
    public long graftRetries;
    public long graftFailed;
    public long gapMessages;
    public long deliveriesPassed;
    public long gapsForgotten;
    public long neighboursAdded;
    public long neighboursRemoved;
    public long promotions;
    public long demotions;
    public long parentChanges;
    public long pushesRefused;
    public long rejected;
    public long rejectedTopics;
    public long treesPlanned;
    public long treesShared;
    public long syncRounds;
    public long syncEqual;
    public long syncDifferent;
    public long syncPagesSent;
    public long syncRecovered;

    /** @return the counts now */
    public Counters counters() {
        return new Counters(broadcasts, broadcastBytes, delivered, payloadsReceived, payloadBytesReceived, duplicates,
                gossipSent, ihaveSent, announcementsSent, ihaveReceived, graftSent, graftReceived, pruneSent, pruneReceived,
                pullSent, pullReceived, missingSent, pulled, graftSucceeded, graftNanos, graftRetries, graftFailed,
                gapMessages, deliveriesPassed, gapsForgotten, neighboursAdded, neighboursRemoved, promotions, demotions,
                parentChanges, pushesRefused, rejected, rejectedTopics, treesPlanned, treesShared, syncRounds, syncEqual,
                syncDifferent, syncPagesSent, syncRecovered);
    }
}
