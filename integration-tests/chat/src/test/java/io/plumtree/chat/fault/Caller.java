package io.plumtree.chat.fault;

import java.util.Optional;

/** Finds out who opened a connection, by what it says first. For one connection and one thread. */
interface Caller {

    /**
     * Reads on.
     *
     * @param bytes the next bytes of the connection
     * @return whether it is clear, or clear that it cannot be known; false for more bytes
     */
    boolean read(byte[] bytes);

    /** @return the node, once it is clear; empty if it cannot be known */
    Optional<String> node();
}
