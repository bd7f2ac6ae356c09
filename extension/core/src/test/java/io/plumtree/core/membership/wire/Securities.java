package io.plumtree.core.membership.wire;

import java.util.List;

import io.plumtree.core.util.Prng;

/** Settings of nodes, for tests. */
final class Securities {

    static final byte[] KEY_16 = key(16, 0);
    static final byte[] KEY_24 = key(24, 24);
    static final byte[] KEY_32 = key(32, 32);

    private Securities() {
    }

    static WireSecurity plain() {
        return new WireSecurity("", new Keyring(), noNonces()).compression(false);
    }

    static WireSecurity labelled(String label) {
        return new WireSecurity(label, new Keyring(), noNonces()).compression(false);
    }

    static WireSecurity keyed(byte[] primary, byte[]... others) {
        return labelledAndKeyed("", primary, others);
    }

    static WireSecurity labelledAndKeyed(String label, byte[] primary, byte[]... others) {
        return new WireSecurity(label, Keyring.of(List.of(others), primary), nonces()).compression(false);
    }

    static NonceSource nonces() {
        Prng random = new Prng(7);
        return nonce -> {
            for (int i = 0; i < nonce.length; i++) {
                nonce[i] = (byte) random.nextLong();
            }
        };
    }

    private static NonceSource noNonces() {
        return nonce -> {
            throw new AssertionError("nothing to encrypt");
        };
    }

    private static byte[] key(int length, int first) {
        byte[] key = new byte[length];
        for (int i = 0; i < length; i++) {
            key[i] = (byte) (first + i);
        }
        return key;
    }
}
