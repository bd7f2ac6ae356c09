package io.plumtree.core.wire;

/** What the two ends of a connection say to each other about the connection itself. */
public sealed interface LinkFrame permits Hello, Welcome, Reject, Ping, Pong, Goodbye {
}
