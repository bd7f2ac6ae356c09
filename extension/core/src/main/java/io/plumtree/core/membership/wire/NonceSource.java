package io.plumtree.core.membership.wire;

/** Bytes that never come twice. Whoever runs a node on a network hands in a secure source; simulations a seeded one. */
@FunctionalInterface
public interface NonceSource {

    /** @param nonce filled with random bytes */
    void fill(byte[] nonce);
}
