package io.plumtree.core.membership.wire;

import static io.plumtree.core.membership.wire.Securities.KEY_16;
import static io.plumtree.core.membership.wire.Securities.KEY_24;
import static io.plumtree.core.membership.wire.Securities.KEY_32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/** AES-GCM in both versions. */
class PacketCipherTest {

    private static final byte[] AAD = { 'l', 'b', 'l' };

    private final PacketCipher cipher = new PacketCipher();
    private final NonceSource nonces = Securities.nonces();

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void everyLengthIsSealedAndOpenedWithEveryKey(int version) throws MalformedBytes {
        for (byte[] key : List.of(KEY_16, KEY_24, KEY_32)) {
            Keyring keyring = Keyring.of(List.of(), key);
            for (int length = 0; length < 256; length++) {
                byte[] text = LzwTest.random(length, length, 8);
                byte[] sealed = cipher.seal(version, keyring.ring().get(0), nonces, text, AAD);

                assertEquals(version, sealed[0]);
                assertEquals(version == 1 ? 29 + length : 29 + (length / 16 + 1) * 16, sealed.length);
                assertEquals(PacketCipher.sealedLength(version, length), sealed.length);
                assertArrayEquals(text, cipher.open(keyring, sealed, 0, sealed.length, AAD));
            }
        }
    }

    @Test
    void everyKeyIsTried() throws MalformedBytes {
        byte[] sealed = cipher.seal(1, new SecretKeySpec(KEY_24, "AES"), nonces, AAD, AAD);

        assertArrayEquals(AAD, cipher.open(Keyring.of(List.of(KEY_32, KEY_24), KEY_16), sealed, 0, sealed.length, AAD));
    }

    @Test
    void anotherKeyLabelOrByteOpensNothing() {
        Keyring keyring = Keyring.of(List.of(), KEY_16);
        byte[] sealed = cipher.seal(1, keyring.ring().get(0), nonces, new byte[10], AAD);

        assertNotOpened(Keyring.of(List.of(KEY_24), KEY_32), sealed, AAD);
        assertNotOpened(keyring, sealed, new byte[0]);
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertNotOpened(keyring, changed, AAD);
            assertNotOpened(keyring, Arrays.copyOf(sealed, at), AAD);
        }
    }

    @Test
    void aVersionBeyondOneIsNone() {
        byte[] bytes = new byte[100];
        bytes[0] = 2;

        assertNotOpened(Keyring.of(List.of(), KEY_16), bytes, AAD);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 17, 255 })
    void paddingThatCannotBeIsNone(int padding) throws Exception {
        byte[] nonce = new byte[12];
        byte[] text = new byte[16];
        text[15] = (byte) padding;
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY_16, "AES"), new GCMParameterSpec(128, nonce));
        byte[] sealed = new byte[45];
        aes.doFinal(text, 0, 16, sealed, 13);

        assertNotOpened(Keyring.of(List.of(), KEY_16), sealed, new byte[0]);
    }

    private void assertNotOpened(Keyring keyring, byte[] bytes, byte[] aad) {
        assertEquals(Reason.NOT_DECRYPTED,
                assertThrows(MalformedBytes.class, () -> cipher.open(keyring, bytes, 0, bytes.length, aad)).why().reason());
    }
}
