package io.plumtree.api;

/** In which order a topic's messages reach the observers of one node. */
public enum Ordering {

    /** As they arrive: no message waits for another. */
    NONE,

    /** Each origin's messages in the order in which it broadcast them; a hole holds the later ones back for a bounded time. */
    FIFO
}
