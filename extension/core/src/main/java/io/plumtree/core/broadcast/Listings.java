package io.plumtree.core.broadcast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageId;
import io.plumtree.api.RetainedQuery;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.Retained;

/**
 * Lists what is retained of a topic, page by page: from memory, and from the store where memory has dropped it. A page is
 * bounded in messages, in bytes, and in messages that were looked at and not asked for.
 */
final class Listings {

    private static final Comparator<StreamId> ORDER = Comparator.comparing(StreamId::origin)
            .thenComparingLong(StreamId::epoch);
    private static final long NOTHING = -1;

    private final Streams streams;
    private final Fetches fetches;

    Listings(Streams streams, Fetches fetches) {
        this.streams = streams;
        this.fetches = fetches;
    }

    /** @param answer takes the page, within this call if the store is not needed */
    void list(RetainedQuery query, Consumer<Listing> answer) {
        StreamId begin = query.after().map(id -> new StreamId(id.origin(), id.epoch(), id.topic())).orElse(null);
        List<StreamState> listed = new ArrayList<>();
        for (StreamState stream : streams.all()) {
            if (stream.id.topic().equals(query.topic())
                    && (query.origin().isEmpty() || query.origin().get().equals(stream.id.origin()))
                    && (begin == null || ORDER.compare(stream.id, begin) >= 0)) {
                listed.add(stream);
            }
        }
        listed.sort(Comparator.comparing(stream -> stream.id, ORDER));
        new Walk(query, listed, answer).go();
    }

    /** The way to one page. */
    private final class Walk {

        private final RetainedQuery query;
        private final List<StreamState> listed;
        private final Consumer<Listing> answer;
        private final List<Message> found = new ArrayList<>();
        private long bytes;
        private int lookedAt;
        private int stream;
        private long next;
        private @Nullable MessageId last;

        Walk(RetainedQuery query, List<StreamState> listed, Consumer<Listing> answer) {
            this.query = query;
            this.listed = listed;
            this.answer = answer;
            MessageId after = query.after().orElse(null);
            if (after != null && !listed.isEmpty() && listed.get(0).id.epoch() == after.epoch()
                    && listed.get(0).id.origin().equals(after.origin())) {
                next = after.sequence() + 1;
            }
            this.last = after;
        }

        void go() {
            while (stream < listed.size()) {
                StreamState at = listed.get(stream);
                long held = streams.find(at.id) == at ? at.nextHeld(next) : NOTHING;
                if (held == NOTHING) {
                    stream++;
                    next = 0;
                    continue;
                }
                if (full()) {
                    answer.accept(new Listing(found, last));
                    return;
                }
                Retained retained = at.retained.get(held);
                if (retained == null) {
                    fetch(at, held);
                    return;
                }
                look(retained.message());
            }
            answer.accept(new Listing(found, null));
        }

        private boolean full() {
            return found.size() == query.limit() || bytes >= Settings.FETCH_BYTES || lookedAt == Settings.LISTING_LOOKS;
        }

        private void look(Message message) {
            lookedAt++;
            next = message.sequence() + 1;
            last = message.stream().message(message.sequence());
            if (query.sentThen(Instant.ofEpochMilli(message.sentAtMillis()))) {
                found.add(message);
                bytes += message.payload().applicationSize();
            }
        }

        private void fetch(StreamState of, long from) {
            long to = of.storedUpTo(from);
            fetches.fetch(of.id, from, to, query.limit(), Settings.FETCH_BYTES, (messages, now) -> {
                for (Message message : messages) {
                    if (full()) {
                        break;
                    }
                    look(message);
                }
                if (messages.isEmpty()) {
                    // It was dropped meanwhile.
                    next = to + 1;
                }
                go();
            });
        }
    }
}
