package io.plumtree.chat.log;

/**
 * Stands where deliveries of any topic were that the log no longer keeps.
 *
 * @param missedFrom the first position forgotten
 * @param missedTo the last one
 */
public record Missed(long missedFrom, long missedTo) implements LogEntry {
}
