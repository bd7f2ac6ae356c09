package io.plumtree.core.membership;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MetadataTooLargeException;

class TagsTest {

    @Test
    void tagsAreEncodedAsSerfDoesWithTheOldHeadersOfStrings() {
        assertEquals("ff82a464617461da0028" + "78".repeat(40) + "a47a6f6e65a165",
                HexFormat.of().formatHex(Tags.encode(Map.of("zone", "e", "data", "x".repeat(40)))));
        assertEquals(0, Tags.encode(Map.of()).length);
    }

    @Test
    void whatIsEncodedIsDecoded() {
        Map<String, String> tags = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            tags.put("tag" + i, "välue".repeat(i % 5));
        }
        assertEquals(tags, Tags.decode(Tags.encode(tags)));
    }

    @Test
    void newHeadersOfStringsAreUnderstood() {
        assertEquals(Map.of("a", "b"), Tags.decode(HexFormat.of().parseHex("ff81d90161c40162")));
    }

    @Test
    void whatIsNoTagsIsNone() {
        for (String hex : new String[] { "", "ff", "1f90", "ff81", "ff81a161", "ff81a161a5", "ff8100a161", "ffa161",
                "ff81a161c0", "ffdeffff" }) {
            assertEquals(Map.of(), Tags.decode(HexFormat.of().parseHex(hex)), hex);
        }
    }

    @Test
    void tooManyBytesAreAnErrorThatNamesTheSize() {
        MetadataTooLargeException e = assertThrows(MetadataTooLargeException.class,
                () -> Tags.encode(Map.of("a", "x".repeat(506))));
        assertEquals(512, e.maximum());
        assertEquals(2 + 2 + 3 + 506, e.size());
        assertEquals(512, Tags.encode(Map.of("a", "x".repeat(505))).length);
    }

    @Test
    void theApplicationsBytesFindTheRoomThatWasPromised() {
        for (int taken = 0; taken < 480; taken += 7) {
            Map<String, String> tags = Map.of("zone", "x".repeat(taken));
            byte[] user = new byte[Tags.room(tags)];
            byte[] encoded = Tags.encode(Tags.with(tags, user));
            assertTrue(encoded.length <= 512, "within the limit at " + taken);
        }
        byte[] user = "hello".getBytes(StandardCharsets.UTF_8);
        byte[] encoded = Tags.encode(Tags.with(Map.of("zone", "e"), user));
        assertArrayEquals(user, Base64.getDecoder().decode(Tags.decode(encoded).get("m")));
    }
}
