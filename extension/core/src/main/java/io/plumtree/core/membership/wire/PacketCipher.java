package io.plumtree.core.membership.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/**
 * AES-GCM in memberlist's two versions: a byte with the version, the nonce, the sealed text and its tag. Version 0, of
 * protocol 1, fills the text up to whole blocks first.
 */
final class PacketCipher {

    /** Fills up to whole blocks. */
    static final int VERSION_0 = 0;
    /** Leaves the text as it is. */
    static final int VERSION_1 = 1;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int BLOCK_BYTES = 16;
    private static final int HEADER_BYTES = 1 + NONCE_BYTES;

    private final Cipher cipher;

    PacketCipher() {
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no AES-GCM", e);
        }
    }

    /** @return what a text becomes longer at most */
    static int overhead(int version) {
        return HEADER_BYTES + TAG_BYTES + (version == VERSION_0 ? BLOCK_BYTES : 0);
    }

    /** @return how long a text of {@code length} bytes becomes */
    static int sealedLength(int version, int length) {
        return HEADER_BYTES + TAG_BYTES + length + padding(version, length);
    }

    private static int padding(int version, int length) {
        return version == VERSION_0 ? BLOCK_BYTES - length % BLOCK_BYTES : 0;
    }

    byte[] seal(int version, SecretKeySpec key, NonceSource nonces, byte[] text, byte[] aad) {
        byte[] nonce = new byte[NONCE_BYTES];
        nonces.fill(nonce);
        int padding = padding(version, text.length);
        byte[] padded = Arrays.copyOf(text, text.length + padding);
        Arrays.fill(padded, text.length, padded.length, (byte) padding);
        byte[] sealed = new byte[sealedLength(version, text.length)];
        sealed[0] = (byte) version;
        System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(aad);
            cipher.doFinal(padded, 0, padded.length, sealed, HEADER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed; does a nonce come twice?", e);
        }
        return sealed;
    }

    /** Tries each key. */
    byte[] open(Keyring keyring, byte[] bytes, int from, int to, byte[] aad) throws MalformedBytes {
        int version = from < to ? bytes[from] & 0xFF : VERSION_1;
        if (version > VERSION_1) {
            throw new MalformedBytes(Reason.NOT_DECRYPTED, "encryption version " + version + ", allowed are 0 and 1");
        }
        if (to - from < overhead(version)) {
            throw new MalformedBytes(Reason.NOT_DECRYPTED,
                    (to - from) + " bytes are too few to be encrypted, allowed are " + overhead(version) + " and more");
        }
        for (SecretKeySpec key : keyring.ring()) {
            byte[] text = open(key, bytes, from, to, aad);
            if (text != null) {
                return version == VERSION_0 ? withoutPadding(text) : text;
            }
        }
        // memberlist's own words, so that an operator of both finds the same text
        throw new MalformedBytes(Reason.NOT_DECRYPTED, "no installed keys could decrypt the message");
    }

    private byte @Nullable [] open(SecretKeySpec key, byte[] bytes, int from, int to, byte[] aad) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, bytes, from + 1, NONCE_BYTES));
            cipher.updateAAD(aad);
            return cipher.doFinal(bytes, from + HEADER_BYTES, to - from - HEADER_BYTES);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    private static byte[] withoutPadding(byte[] text) throws MalformedBytes {
        int padding = text.length == 0 ? 0 : text[text.length - 1] & 0xFF;
        if (padding < 1 || padding > Math.min(BLOCK_BYTES, text.length)) {
            throw new MalformedBytes(Reason.NOT_DECRYPTED, "padding of " + padding + " bytes, allowed are 1 to " + BLOCK_BYTES);
        }
        return Arrays.copyOf(text, text.length - padding);
    }
}
