package io.plumtree.chat.log;

/** One line of the log, at its place: something delivered, or something that was there once. */
public sealed interface LogEntry permits Delivered, Missed {
}
