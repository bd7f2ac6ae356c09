package io.plumtree.core.membership.wire;

import java.nio.charset.StandardCharsets;

import javax.crypto.spec.SecretKeySpec;

/**
 * What the members of a cluster agree on, so that they understand each other and nobody else does: label, keys, and whether
 * what goes out is compressed. All but the label may be changed while the node runs; what is shared by its codecs is seen
 * by all.
 * <p>
 * For one thread.
 */
public final class WireSecurity {

    /** Longest label, in UTF-8 bytes. */
    public static final int MAX_LABEL_BYTES = 255;

    private final byte[] label;
    private final Keyring keyring;
    private final NonceSource nonces;
    private final PacketCipher cipher = new PacketCipher();
    private boolean labelRemovedBefore;
    private boolean verifyIncoming = true;
    private boolean verifyOutgoing = true;
    private boolean compression = true;
    private int encryptionVersion = PacketCipher.VERSION_1;

    /**
     * Everything is verified and compressed at first.
     *
     * @param label of the cluster, may be empty
     * @param keyring its keys; empty for no encryption
     * @param nonces never the same bytes twice
     * @throws IllegalArgumentException if the label is too long
     */
    public WireSecurity(String label, Keyring keyring, NonceSource nonces) {
        this.label = label.getBytes(StandardCharsets.UTF_8);
        if (this.label.length > MAX_LABEL_BYTES) {
            throw new IllegalArgumentException(
                    "the label has " + this.label.length + " bytes, allowed are " + MAX_LABEL_BYTES);
        }
        this.keyring = keyring;
        this.nonces = nonces;
    }

    /**
     * @param verify whether what is not encrypted with a key of ours is refused, if there are keys
     * @return this
     */
    public WireSecurity verifyIncoming(boolean verify) {
        this.verifyIncoming = verify;
        return this;
    }

    /**
     * @param verify whether what goes out is encrypted, if there are keys
     * @return this
     */
    public WireSecurity verifyOutgoing(boolean verify) {
        this.verifyOutgoing = verify;
        return this;
    }

    /**
     * @param compress whether what goes out is compressed
     * @return this
     */
    public WireSecurity compression(boolean compress) {
        this.compression = compress;
        return this;
    }

    /**
     * @param removed whether something in front of us takes the label away from what comes in; then a label is refused
     * @return this
     */
    public WireSecurity labelRemovedBefore(boolean removed) {
        this.labelRemovedBefore = removed;
        return this;
    }

    /**
     * @param protocol the version of memberlist's protocol in use; the first one encrypts in another way
     * @return this
     */
    public WireSecurity protocol(int protocol) {
        this.encryptionVersion = protocol == 1 ? PacketCipher.VERSION_0 : PacketCipher.VERSION_1;
        return this;
    }

    /** @return the keys, which may be changed */
    public Keyring keyring() {
        return keyring;
    }

    byte[] label() {
        return label;
    }

    boolean compresses() {
        return compression;
    }

    boolean encrypts() {
        return verifyOutgoing && !keyring.isEmpty();
    }

    boolean refusesPlaintext() {
        return verifyIncoming && !keyring.isEmpty();
    }

    boolean expectsNoLabel() {
        return labelRemovedBefore || label.length == 0;
    }

    /** @return what encryption adds to a message at most, now */
    int encryptionOverhead() {
        return encrypts() ? PacketCipher.overhead(encryptionVersion) : 0;
    }

    int sealedLength(int length) {
        return PacketCipher.sealedLength(encryptionVersion, length);
    }

    byte[] seal(byte[] text, byte[] aad) {
        SecretKeySpec primary = keyring.ring().get(0);
        return cipher.seal(encryptionVersion, primary, nonces, text, aad);
    }

    byte[] open(byte[] bytes, int from, int to, byte[] aad) throws MalformedBytes {
        return cipher.open(keyring, bytes, from, to, aad);
    }
}
