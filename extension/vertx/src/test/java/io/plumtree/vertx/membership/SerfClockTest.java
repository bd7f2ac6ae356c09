package io.plumtree.vertx.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;

class SerfClockTest {

    private final SerfClock clock = new SerfClock();

    @Test
    void aLeaveIsLaterThanAllThatWasWitnessed() {
        // {EventLTime: 9, Events: [nil, {LTime: 300, Events: nil}], LTime: 7, LeftMembers: nil}
        witness("02" + "84" + "aa4576656e744c54696d65" + "09" + "a64576656e7473" + "92c082a54c54696d65cd012ca64576656e7473c0"
                + "a54c54696d65" + "07" + "ab4c6566744d656d62657273" + "c0");
        assertEquals("0083a54c54696d65cf0000000000000008a44e6f6465a161a55072756e65c2", leaving());
        assertEquals("0083a54c54696d65cf0000000000000009a44e6f6465a161a55072756e65c2", leaving());

        witness("0281a54c54696d65cd0100");
        assertEquals("0083a54c54696d65cf0000000000000101a44e6f6465a161a55072756e65c2", leaving());
        witness("0281a54c54696d6503");
        assertEquals("0083a54c54696d65cf0000000000000102a44e6f6465a161a55072756e65c2", leaving());
    }

    @Test
    void whatIsNotSerfsStateChangesNothing() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] state = new byte[random.nextInt(64)];
            random.nextBytes(state);
            if (state.length > 1) {
                state[0] = 2;
                state[1] = (byte) 0x88;
            }
            clock.witness(ByteBuffer.wrap(state));
        }
        witness("");
        witness("0281a54c54696d65");
        witness("0281a54c54696d65ff");
        witness("02df7fffffff");
        assertEquals("0083a54c54696d65cf0000000000000001a44e6f6465a161a55072756e65c2", leaving());
    }

    private void witness(String hex) {
        clock.witness(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private String leaving() {
        return HexFormat.of().formatHex(clock.leaving(NodeId.of("a")));
    }
}
