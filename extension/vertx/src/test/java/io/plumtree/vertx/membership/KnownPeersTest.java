package io.plumtree.vertx.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plumtree.api.Address;
import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The file of known members is written seldom, however often they change. */
class KnownPeersTest {

    private static final NodeId SELF = NodeId.of("self");

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static List<Member> members(int port) {
        return List.of(new Member(NodeId.of("m" + port), new Address("127.0.0.1", port), MemberState.ALIVE, Map.of(),
                ByteBuffer.allocate(0), 1));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whateverChangesWithinTheIntervalIsWrittenAtItsEndOrWhenClosed() throws Exception {
        Path file = directory.resolve("known");
        CompletableFuture<String> closed = new CompletableFuture<>();
        context.runOnContext(turn -> {
            KnownPeers known = new KnownPeers(context, SELF, file, Duration.ofSeconds(5));
            for (int i = 1; i <= 500; i++) {
                known.know(members(i));
            }
            String before = text(file);
            known.close().onComplete(done -> closed.complete(before));
        });
        assertEquals("", closed.get(60, TimeUnit.SECONDS));
        assertTrue(text(file).endsWith("127.0.0.1:500\n"), text(file));
        assertEquals(2, text(file).lines().count());
    }

    /** Changed every 2 ms for a second and a half, and looked at as often. */
    @Test
    void whileMembersChangeAllTheTimeItIsWrittenOnceAnInterval() throws Exception {
        Path file = directory.resolve("known");
        Duration interval = Duration.ofMillis(250);
        Set<String> written = new LinkedHashSet<>();
        CompletableFuture<Long> over = new CompletableFuture<>();
        context.runOnContext(turn -> {
            KnownPeers known = new KnownPeers(context, SELF, file, interval);
            long begun = System.nanoTime();
            int[] port = new int[1];
            vertx.setPeriodic(2, id -> {
                known.know(members(++port[0]));
                written.add(text(file));
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                if (took > 1500) {
                    vertx.cancelTimer(id);
                    over.complete(took);
                }
            });
        });
        long took = over.get(60, TimeUnit.SECONDS);
        written.remove("");
        assertFalse(written.isEmpty());
        assertTrue(written.size() <= took / interval.toMillis(), written.size() + " times in " + took + " ms");
    }
}
