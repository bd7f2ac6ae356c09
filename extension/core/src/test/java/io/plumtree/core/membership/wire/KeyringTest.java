package io.plumtree.core.membership.wire;

import static io.plumtree.core.membership.wire.Securities.KEY_16;
import static io.plumtree.core.membership.wire.Securities.KEY_24;
import static io.plumtree.core.membership.wire.Securities.KEY_32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Keys come, are used, and go. */
class KeyringTest {

    @Test
    void withoutKeysNothingIsEncrypted() {
        assertTrue(new Keyring().isEmpty());
        assertEquals(List.of(), new Keyring().keys());
    }

    @Test
    void thePrimaryIsTheFirst() {
        assertEquals(hex(KEY_24, KEY_16, KEY_32), hex(Keyring.of(List.of(KEY_16, KEY_24, KEY_32), KEY_24)));
        assertEquals(hex(KEY_24, KEY_16), hex(Keyring.of(List.of(KEY_16), KEY_24)));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 3, 15, 17, 31, 33, 38 })
    void aKeyOfAnotherLengthIsNone(int length) {
        Keyring keyring = new Keyring();

        assertThrows(IllegalArgumentException.class, () -> keyring.add(new byte[length]));
        assertTrue(keyring.isEmpty());
    }

    @Test
    void aKeyIsAddedOnceAndAsTheLast() {
        Keyring keyring = Keyring.of(List.of(), KEY_16);
        keyring.add(KEY_24);
        keyring.add(KEY_16);
        keyring.add(KEY_24.clone());

        assertEquals(hex(KEY_16, KEY_24), hex(keyring));
    }

    @Test
    void theOneUsedMovesToTheFront() {
        Keyring keyring = Keyring.of(List.of(KEY_24, KEY_32), KEY_16);
        keyring.use(KEY_32);

        assertEquals(hex(KEY_32, KEY_16, KEY_24), hex(keyring));
    }

    @Test
    void whatIsNotThereCannotBeUsed() {
        Keyring keyring = Keyring.of(List.of(KEY_24), KEY_16);

        assertThrows(IllegalArgumentException.class, () -> keyring.use(KEY_32));
        assertEquals(hex(KEY_16, KEY_24), hex(keyring));
    }

    @Test
    void thePrimaryIsNotRemoved() {
        Keyring keyring = Keyring.of(List.of(KEY_24), KEY_16);

        assertThrows(IllegalArgumentException.class, () -> keyring.remove(KEY_16));
        keyring.remove(KEY_32);
        keyring.remove(KEY_24);
        assertEquals(hex(KEY_16), hex(keyring));
    }

    @Test
    void aKeyIsNeitherShownNorChangedFromOutside() {
        byte[] key = KEY_16.clone();
        Keyring keyring = Keyring.of(List.of(), key);
        Arrays.fill(key, (byte) 9);
        keyring.keys().get(0)[0] = 9;

        assertEquals(hex(KEY_16), hex(keyring));
        assertFalse(keyring.toString().contains(HexFormat.of().formatHex(KEY_16)));
    }

    /** Two nodes that change their keys step by step, in any order, as long as nobody is a step ahead by two. */
    @Test
    void rotationLocksNobodyOut() {
        WireSecurity a = Securities.keyed(KEY_16);
        WireSecurity b = Securities.keyed(KEY_16);
        List<Runnable> steps = List.of(() -> a.keyring().add(KEY_32), () -> b.keyring().add(KEY_32),
                () -> b.keyring().use(KEY_32), () -> a.keyring().use(KEY_32), () -> a.keyring().remove(KEY_16),
                () -> b.keyring().remove(KEY_16));
        for (Runnable step : steps) {
            step.run();
            assertUnderstood(a, b);
            assertUnderstood(b, a);
        }
        assertEquals(hex(KEY_32), hex(a.keyring()));
        assertEquals(List.of(Reason.NOT_DECRYPTED),
                Heard.packet(a,
                        new PacketCodec(Securities.keyed(KEY_16)).seal(List.of(new byte[] { 11, (byte) 0x80 }), false)).tree);
    }

    /** Whatever is done to it, it is what a plain list would be. */
    @Property(tries = 300)
    void isAListWithItsPrimaryFirst(@ForAll @Size(max = 40) List<@IntRange(min = 0, max = 11) Integer> actions) {
        byte[][] keys = { KEY_16, KEY_24, KEY_32, new byte[16] };
        Keyring keyring = new Keyring();
        List<String> model = new ArrayList<>();
        for (int action : actions) {
            byte[] key = keys[action % 4];
            String name = HexFormat.of().formatHex(key);
            switch (action / 4) {
                case 0 -> {
                    keyring.add(key);
                    if (!model.contains(name)) {
                        model.add(name);
                    }
                }
                case 1 -> {
                    if (model.remove(name)) {
                        model.add(0, name);
                        keyring.use(key);
                    } else {
                        assertThrows(IllegalArgumentException.class, () -> keyring.use(key));
                    }
                }
                default -> {
                    if (model.indexOf(name) == 0) {
                        assertThrows(IllegalArgumentException.class, () -> keyring.remove(key));
                    } else {
                        model.remove(name);
                        keyring.remove(key);
                    }
                }
            }
            assertEquals(model, hex(keyring));
        }
    }

    private static void assertUnderstood(WireSecurity from, WireSecurity to) {
        byte[] datagram = new PacketCodec(from).seal(List.of(MembershipEncoder.encode(new Nack(7))), false);

        assertEquals(List.of(List.of(Layer.ENCRYPTED_V1, new Nack(7))), Heard.packet(to, datagram).tree);
    }

    private static List<String> hex(Keyring keyring) {
        return hex(keyring.keys().toArray(new byte[0][]));
    }

    private static List<String> hex(byte[]... keys) {
        return Arrays.stream(keys).map(HexFormat.of()::formatHex).toList();
    }
}
