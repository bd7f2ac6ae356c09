package io.plumtree.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumtree.chat.process.ChatClient;
import io.plumtree.chat.process.Introduction;
import io.plumtree.chat.process.Ports;
import io.plumtree.chat.process.ProcessCluster;
import io.plumtree.chat.process.RealInput;

/** One of the broadcasting processes dies half-way without a word, another one starts late; all know a static list of peers. */
@Timeout(600)
class KillAndLateJoinIT {

    private static final int NODES = 5;
    private static final int LINES = 100_000;
    private static final int DIES_AFTER = 500;
    private static final int LATE_LINES = 500;
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration SPREAD = Duration.ofSeconds(120);

    private final ExecutorService senders = Executors.newCachedThreadPool();

    @Test
    void survivorsAgreeAcknowledgedLinesSurviveAndTheLateOneMissesNothingSinceItLinked() throws Exception {
        List<byte[]> text = RealInput.lines(Path.of("..", ".."), 5_000, LINES);
        List<Integer> broadcastPorts = Ports.free(NODES);
        try (ProcessCluster cluster = new ProcessCluster(Path.of("target"), "kill-and-late-join", Ports.free(NODES),
                broadcastPorts, Introduction.byPeers(broadcastPorts))) {
            List<ChatClient> first = IntStream.rangeClosed(1, 4)
                    .mapToObj(number -> new ChatClient(cluster.start(number), "chat")).toList();
            first.forEach(client -> cluster.awaitLinked(client.process(), 3, START));
            List<ChatClient> survivors = first.subList(0, 3);
            ChatClient dying = first.get(3);

            List<SteadySender> steady = survivors.stream().map(client -> new SteadySender(client, text, senders)).toList();
            List<Long> acknowledged = broadcastUntilKilled(dying, text);

            ChatClient late = new ChatClient(cluster.start(5), "chat");
            cluster.awaitLinked(late.process(), 3, START);
            List<Long> begunBefore = steady.stream().map(SteadySender::begun).toList();
            send(late, text.subList(0, LATE_LINES));
            for (SteadySender sender : steady) {
                sender.finish();
            }

            awaitAgreement(survivors, late, steady, dying.process().nodeId(), acknowledged.size());

            String dead = dying.process().nodeId();
            for (ChatClient survivor : survivors) {
                for (SteadySender sender : steady) {
                    Delivery.assertComplete(text.subList(0, sender.sent()), survivor, sender.nodeId());
                }
                Delivery.assertComplete(text.subList(0, LATE_LINES), survivor, late.process().nodeId());
                // 1, 2, 3, ... of the dead one: as far as it came, and at least what it was told that others have
                Delivery.assertInOrder(text, survivor, dead, 1);
                assertTrue(survivor.of(dead).size() >= acknowledged.size(), "acknowledged lines survive their origin");
                assertEquals(survivors.get(0).of(dead).size(), survivor.of(dead).size(), "survivors agree");
                assertNoGaps(cluster, survivor);
            }
            for (int i = 0; i < steady.size(); i++) {
                SteadySender sender = steady.get(i);
                Delivery.assertInOrder(text, late, sender.nodeId(), begunBefore.get(i) + 1);
                assertEquals(sender.sent(), last(late, sender.nodeId()), "the late one came to the end");
            }
            Delivery.assertComplete(text.subList(0, LATE_LINES), late, late.process().nodeId());
            assertNoGaps(cluster, late);
            System.out.printf("one killed, one late: %d lines of the dead one acknowledged, %d delivered by every survivor;"
                    + " of %s lines of the others the late one delivered %s%n", acknowledged.size(),
                    survivors.get(0).of(dead).size(), steady.stream().map(SteadySender::sent).toList(),
                    steady.stream().map(sender -> late.of(sender.nodeId()).size()).toList());
        } finally {
            senders.shutdownNow();
        }
    }

    /** Sends line by line; kills the process in the midst of it. Returns the sequences that were acknowledged. */
    private List<Long> broadcastUntilKilled(ChatClient dying, List<byte[]> text) throws Exception {
        CountDownLatch halfWay = new CountDownLatch(DIES_AFTER);
        Future<List<Long>> sending = senders.submit(() -> {
            List<Long> acknowledged = new ArrayList<>();
            for (byte[] line : text) {
                try {
                    acknowledged.add(dying.send(line));
                    halfWay.countDown();
                } catch (IOException killed) {
                    return acknowledged;
                }
            }
            return acknowledged;
        });
        assertTrue(halfWay.await(SPREAD.toSeconds(), TimeUnit.SECONDS), "the one that dies gets half-way");
        dying.process().kill();
        List<Long> acknowledged = sending.get();
        assertTrue(acknowledged.size() < text.size(), "it was killed before it was done");
        assertEquals(IntStream.rangeClosed(1, acknowledged.size()).mapToObj(Long::valueOf).toList(), acknowledged);
        return acknowledged;
    }

    private static void awaitAgreement(List<ChatClient> survivors, ChatClient late, List<SteadySender> steady, String dead,
            int acknowledged) {
        for (ChatClient client : survivors) {
            Eventually.get(SPREAD, () -> {
                client.readOn();
                return client;
            }, read -> steady.stream().allMatch(sender -> read.of(sender.nodeId()).size() >= sender.sent())
                    && read.of(late.process().nodeId()).size() >= LATE_LINES && read.of(dead).size() >= acknowledged);
        }
        Eventually.get(SPREAD, () -> {
            survivors.forEach(ChatClient::readOn);
            return survivors.stream().map(client -> client.of(dead).size()).distinct().toList();
        }, sizes -> sizes.size() == 1);
        Eventually.get(SPREAD, () -> {
            late.readOn();
            return late;
        }, read -> steady.stream().allMatch(sender -> last(read, sender.nodeId()) >= sender.sent())
                && read.of(read.process().nodeId()).size() >= LATE_LINES);
    }

    private static long last(ChatClient client, String origin) {
        int size = client.of(origin).size();
        return size == 0 ? 0 : client.of(origin).get(size - 1).sequence();
    }

    private static void send(ChatClient client, List<byte[]> lines) throws IOException {
        JsonNode report = client.send(lines);
        assertEquals(lines.size(), report.required("acknowledged").asInt(), report::toString);
        assertEquals(0, report.required("reordered").asInt(), report::toString);
    }

    private static void assertNoGaps(ProcessCluster cluster, ChatClient client) {
        JsonNode gaps = cluster.node(client.process()).orElseThrow().required("gaps");
        assertEquals(0, gaps.size(), () -> client.process() + " told gaps: " + gaps);
    }

    /** Broadcasts chunk by chunk, at a steady pace, until it is told to finish; then some more. */
    private static final class SteadySender implements Callable<Void> {

        private static final int CHUNK = 50;
        private static final int CHUNKS_AFTERWARDS = 10;
        private static final long PACE_MILLIS = 50;

        private final ChatClient client;
        private final List<byte[]> text;
        private final CountDownLatch finishing = new CountDownLatch(1);
        private final Future<Void> done;
        private volatile int begun;
        private volatile int sent;

        SteadySender(ChatClient client, List<byte[]> text, ExecutorService threads) {
            this.client = client;
            this.text = text;
            this.done = threads.submit(this);
        }

        @Override
        public Void call() throws Exception {
            for (int afterwards = 0; afterwards < CHUNKS_AFTERWARDS;) {
                begun = sent + CHUNK;
                send(client, text.subList(sent, sent + CHUNK));
                sent += CHUNK;
                if (finishing.await(PACE_MILLIS, TimeUnit.MILLISECONDS)) {
                    afterwards++;
                }
            }
            return null;
        }

        String nodeId() {
            return client.process().nodeId();
        }

        /** The last line that may be on its way already. */
        long begun() {
            return begun;
        }

        int sent() {
            return sent;
        }

        void finish() throws Exception {
            finishing.countDown();
            done.get();
        }
    }
}
