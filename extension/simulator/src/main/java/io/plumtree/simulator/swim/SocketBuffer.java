package io.plumtree.simulator.swim;

import java.util.ArrayDeque;
import java.util.Deque;

import io.plumtree.core.membership.message.MemberAddress;

/** Datagrams that wait because a process stands still: as many as the kernel keeps for a socket, the others are lost. */
final class SocketBuffer {

    /** The most that Linux gives a socket unless its owner changes that. */
    private static final int MAX_BYTES = 212_992;
    /** What the kernel counts for a datagram beside its own bytes. */
    private static final int OVERHEAD = 768;

    /** A datagram that waits, and where it came from or goes to. */
    record Waiting(byte[] bytes, MemberAddress address) {
    }

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int bytes;

    void add(Waiting datagram) {
        int cost = datagram.bytes.length + OVERHEAD;
        if (bytes + cost <= MAX_BYTES) {
            bytes += cost;
            waiting.add(datagram);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** @return the first, of at least one */
    Waiting take() {
        Waiting first = waiting.remove();
        bytes -= first.bytes.length + OVERHEAD;
        return first;
    }
}
