package io.plumtree.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoreException;

/** What is damaged is said, with the file's name, and nothing is touched. */
class DamageTest {

    private static final StreamId A = Load.stream("a");

    @TempDir
    Path directory;

    private StoreSettings settings;
    private List<Path> segments;

    @BeforeEach
    void aStoreOfThreeSegments() throws IOException, StoreException {
        settings = new StoreSettings(directory, 100_000, 500_000, Duration.ofDays(1), SyncPolicy.EVERY_BATCH);
        LogMessageStore store = new LogMessageStore(settings, () -> 0);
        store.open();
        for (int i = 1; files().size() < 3; i++) {
            store.write(Load.messages(Load.message(A, i, 3_000), Load.message(Load.stream("b"), i, 10)));
        }
        store.write(Load.messages(Load.message(A, 1_000, 3_000)));
        store.write(Load.messages(Load.message(A, 1_001, 3_000)));
        store.close();
        segments = files();
    }

    private List<Path> files() throws IOException, StoreException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".segment")).sorted().toList();
        }
    }

    private StoreContents open() throws IOException, StoreException {
        LogMessageStore store = new LogMessageStore(settings, () -> 0);
        StoreContents contents = store.open();
        store.close();
        return contents;
    }

    private String refused() {
        return assertThrows(StoreException.class, this::open).getMessage();
    }

    @Test
    void aByteThatIsOtherThanWrittenIsNoticedWhereverItIs() throws IOException, StoreException {
        for (Path segment : segments) {
            byte[] bytes = Files.readAllBytes(segment);
            int checked = 0;
            // At the end of the last is what says that the store was closed: without it, it was not.
            int end = segment.equals(segments.get(2)) ? bytes.length - 24 : bytes.length;
            for (int at = 0; at < end; at += at < 100 || at > end - 500 ? 1 : 397) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= 0x10;
                Files.write(segment, damaged);
                String message = refused();
                assertTrue(message.contains(segment.toString()), at + ": " + message);
                checked++;
                assertEquals(bytes.length, Files.size(segment), "it is left as it is");
            }
            Files.write(segment, bytes);
            assertTrue(checked > 250);
        }
        assertEquals(1_001, open().held().get(open().held().size() - 2).to());
    }

    @Test
    void aFileThatIsCutOrGoneIsNoticed() throws IOException, StoreException {
        byte[] bytes = Files.readAllBytes(segments.get(0));
        Files.write(segments.get(0), ByteBuffer.allocate(100).put(bytes, 0, 100).array());
        assertTrue(refused().contains(segments.get(0) + " has 100 of " + bytes.length + " bytes"), refused());
        Files.write(segments.get(0), bytes);
        byte[] middle = Files.readAllBytes(segments.get(1));
        Files.delete(segments.get(1));
        assertTrue(refused().contains(segments.get(1) + " is missing"), refused());
        Files.write(segments.get(1), bytes);
        assertTrue(refused().contains(segments.get(1) + " was 0000000001.segment"), refused());
        Files.write(segments.get(1), middle);
        open();
    }

    @Test
    void whatIsReadLaterIsCheckedAgain() throws IOException, StoreException {
        LogMessageStore store = new LogMessageStore(settings, () -> 0);
        store.open();
        byte[] bytes = Files.readAllBytes(segments.get(0));
        bytes[2_000] ^= 1;
        Files.write(segments.get(0), bytes);

        String message = assertThrows(StoreException.class, () -> store.read(A, 1, 1, 1, Long.MAX_VALUE)).getMessage();

        assertTrue(message.contains(segments.get(0).toString()) && message.contains("a/7/orders/1"), message);
        assertEquals(2, store.read(A, 2, 2, 1, Long.MAX_VALUE).get(0).sequence());
        store.close();
    }

    @Test
    void aNewerFormatIsRefused() throws IOException, StoreException {
        byte[] bytes = Files.readAllBytes(segments.get(0));
        ByteBuffer.wrap(bytes).putInt(8, 2);
        Files.write(segments.get(0), bytes);

        assertTrue(refused().contains(segments.get(0) + " was written by a newer version"), refused());
        assertTrue(refused().contains("its format is 2, and this one reads up to 1"), refused());
    }

    @Test
    void aFileOfSomebodyElseIsRefused() throws IOException, StoreException {
        Path last = directory.resolve("0000000004.segment");
        for (String text : List.of("a short text", "a text that is as long as the header of a segment, and longer")) {
            Files.writeString(last, text);
            assertTrue(refused().contains(last + " is no file of a Plumtree store"), refused());
            assertEquals(text, Files.readString(last));
        }
        Path file = directory.resolve("file");
        Files.writeString(file, "text");
        settings = new StoreSettings(file, 1, 1, Duration.ofDays(1), SyncPolicy.NEVER);
        assertTrue(refused().contains(file + " is not a directory"), refused());
    }

    @Test
    void whatACrashLeftOfABeginningIsOfNoAccount() throws IOException, StoreException {
        StoreContents before = open();
        Path last = directory.resolve("0000000004.segment");
        for (byte[] left : List.of(new byte[0], new byte[5], new byte[200])) {
            Files.write(last, left);
            assertEquals(before, open());
        }
    }
}
