package io.plumtree.core;

/**
 * What a node counted since its start. A message counts once for each neighbour it is sent to.
 *
 * @param broadcasts messages broadcast here
 * @param broadcastBytes of their payloads, as they travel
 * @param delivered messages handed to the application
 * @param payloadsReceived GOSSIP received, duplicates included: over all nodes, divided by broadcasts, minus one, RMR + n - 1
 * @param payloadBytesReceived of their payloads, as they travel
 * @param duplicates GOSSIP received again
 * @param gossipSent GOSSIP sent
 * @param ihaveSent IHAVE sent
 * @param announcementsSent intervals that those announced
 * @param ihaveReceived IHAVE received
 * @param graftSent GRAFT and HANDOVER sent
 * @param graftReceived GRAFT and HANDOVER received
 * @param pruneSent PRUNE sent
 * @param pruneReceived PRUNE received
 * @param pullSent PULL sent
 * @param pullReceived PULL received
 * @param missingSent negative answers sent
 * @param pulled messages that arrived because they were asked for
 * @param graftSucceeded intervals that were asked for and arrived
 * @param graftNanos for how long those had been known to be missing, together
 * @param graftRetries times that an interval was asked for again
 * @param graftFailed intervals not supplied within the retries
 * @param gapMessages messages that became a gap
 * @param deliveriesPassed those of them that retention passed before a slow application came to them
 * @param gapsForgotten gaps that were never told because more waited than messages may
 * @param neighboursAdded links that came up
 * @param neighboursRemoved links that are up no more, whoever ended them
 * @param promotions neighbours that became eager
 * @param demotions neighbours that became lazy
 * @param parentChanges handovers to a faster parent
 * @param pushesRefused GOSSIP that a full queue did not take
 * @param rejected inputs from neighbours that made no sense: unlinked senders, impossible sequences, unasked answers
 * @param rejectedTopics messages of topics beyond {@code max-topics}
 * @param treesPlanned places found in trees
 * @param treesShared those of them in trees that origins share because there was no time to compute their own
 * @param syncRounds comparisons this node began
 * @param syncEqual comparisons that others began and that showed no difference, here
 * @param syncDifferent comparisons that others began and that showed one, here
 * @param syncPagesSent pages of digests sent
 * @param syncRecovered messages that only comparing showed to exist, and that were then had
 */
public record Counters(long broadcasts, long broadcastBytes, long delivered, long payloadsReceived,
        long payloadBytesReceived, long duplicates, long gossipSent, long ihaveSent, long announcementsSent,
        long ihaveReceived, long graftSent, long graftReceived, long pruneSent, long pruneReceived, long pullSent,
        long pullReceived, long missingSent, long pulled, long graftSucceeded, long graftNanos, long graftRetries,
        long graftFailed, long gapMessages, long deliveriesPassed, long gapsForgotten, long neighboursAdded,
        long neighboursRemoved, long promotions, long demotions, long parentChanges, long pushesRefused, long rejected,
        long rejectedTopics, long treesPlanned, long treesShared, long syncRounds, long syncEqual, long syncDifferent,
        long syncPagesSent, long syncRecovered) {
}
