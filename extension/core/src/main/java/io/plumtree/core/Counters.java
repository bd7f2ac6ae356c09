package io.plumtree.core;

/**
 * What a node counted since its start. A message counts once for each neighbour it is sent to.
 *
 * @param broadcasts messages broadcast here
 * @param delivered messages handed to the application
 * @param payloadsReceived GOSSIP received, duplicates included: over all nodes, divided by broadcasts, minus one, RMR + n - 1
 * @param duplicates GOSSIP received again
 * @param gossipSent GOSSIP sent
 * @param ihaveSent IHAVE sent
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
 * @param graftFailed intervals not supplied within the retries
 * @param gapMessages messages that became a gap
 * @param deliveriesPassed those of them that retention passed before a slow application came to them
 * @param gapsForgotten gaps that were never told because more waited than messages may
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
public record Counters(long broadcasts, long delivered, long payloadsReceived, long duplicates, long gossipSent,
        long ihaveSent, long ihaveReceived, long graftSent, long graftReceived, long pruneSent, long pruneReceived,
        long pullSent, long pullReceived, long missingSent, long pulled, long graftSucceeded, long graftFailed,
        long gapMessages, long deliveriesPassed,
        long gapsForgotten, long promotions,
        long demotions, long parentChanges, long pushesRefused, long rejected, long rejectedTopics, long treesPlanned,
        long treesShared, long syncRounds, long syncEqual, long syncDifferent, long syncPagesSent, long syncRecovered) {
}
