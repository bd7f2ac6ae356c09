package io.plumtree.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoredAccount;

/** Batches that follow from their number alone, so that another process knows what was written. */
final class Load {

    private static final int STREAMS = 5;
    /** Sequences of a stream in a batch: not all of them are there, nor in order. */
    private static final int SEQUENCES = 8;

    private Load() {
    }

    static StreamId stream(String origin) {
        return new StreamId(NodeId.of(origin), 7, "orders");
    }

    static Message message(StreamId stream, long sequence, int bytes) {
        byte[] payload = new byte[bytes];
        new Random(stream.hashCode() * 31L + sequence).nextBytes(payload);
        return new Message(stream, sequence, 1_700_000_000_000L + sequence, Map.of(), Payload.plain(payload));
    }

    static StoreBatch messages(Message... messages) {
        return new StoreBatch(1, List.of(messages), List.of(), List.of());
    }

    /** @return the batch of that number, counted from 1, which is its epoch too */
    static StoreBatch batch(long number) {
        Random random = new Random(number * 0x9e3779b97f4a7c15L);
        List<Message> messages = new ArrayList<>();
        List<StoredAccount> accounts = new ArrayList<>();
        List<StreamId> closed = new ArrayList<>();
        for (int s = 0; s < STREAMS; s++) {
            StreamId stream = stream("node-" + s);
            if (random.nextInt(20) == 0) {
                closed.add(stream);
            }
            for (int i = SEQUENCES; i > 0; i--) {
                if (random.nextInt(3) > 0) {
                    messages.add(any(stream, number * SEQUENCES + i, random));
                }
            }
            if (random.nextInt(3) == 0) {
                accounts.add(new StoredAccount(stream, number,
                        List.of(new StoredAccount.Interval(number + 2, number * 3),
                                new StoredAccount.Interval(number * 4, number * 5))));
            }
        }
        return new StoreBatch(number, messages, accounts, closed);
    }

    private static Message any(StreamId stream, long sequence, Random random) {
        byte[] payload = new byte[random.nextInt(40) == 0 ? random.nextInt(5_000) : random.nextInt(300)];
        random.nextBytes(payload);
        Map<String, String> headers = random.nextInt(4) == 0 ? Map.of("type", "text/plain; größe=" + sequence) : Map.of();
        return new Message(stream, sequence, random.nextLong(), headers,
                random.nextBoolean() ? Payload.plain(payload) : new Payload(payload, 3 * payload.length));
    }
}
