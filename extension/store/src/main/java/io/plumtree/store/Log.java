package io.plumtree.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.Message;

/**
 * The segments of a store. Frames are appended to the last one; when it is full, or when the store was opened anew, the next
 * begins with the state so far. So the oldest can be deleted when it has no message any more that is held, and made so by
 * moving the few that it has.
 */
final class Log implements Closeable {

    private static final int SEGMENTS = 16;
    private static final long SMALLEST = 1 << 16;
    private static final long LARGEST = 1 << 26;
    private static final int MOVED_AT_ONCE = 1 << 20;
    private static final FrameCodec.Bodies NO_BODIES = (i, out) -> {
        throw new IllegalStateException("there is no message");
    };

    private final StoreFiles files;
    private final SyncPolicy policy;
    private final long segmentBytes;
    private final Index index;
    private final Deque<Segment> segments;
    private final Encoder out = new Encoder();
    private final Window window = new Window();
    /** The last of {@link #segments}, if it was made since the store was opened. */
    private @Nullable Segment active;
    private long stateBytes;
    private long synced;
    private long lastSync;

    Log(StoreFiles files, StoreSettings settings, Index index, Deque<Segment> segments, long now) {
        this.files = files;
        this.policy = settings.sync();
        this.segmentBytes = Math.max(SMALLEST, Math.min(LARGEST, settings.maxBytes() / SEGMENTS));
        this.index = index;
        this.segments = segments;
        this.lastSync = now;
    }

    /** Writes a change that was not made yet, as durably as the policy says. */
    void append(Change change, FrameCodec.Bodies bodies, long now) throws IOException {
        Segment segment = room();
        out.clear();
        FrameCodec.encode(change, bodies, segment, segment.size(), synced, out);
        long end = segment.size() + out.size();
        segment.file.write(out.buffer(), segment.size());
        if (policy.due(now - lastSync)) {
            force(segment, end, now);
        }
        segment.grownTo(end);
    }

    /** Forces what the policy left, if it is time. */
    void syncIfDue(long now) throws IOException {
        if (policy.due(now - lastSync)) {
            sync(now);
        }
    }

    void sync(long now) throws IOException {
        if (active != null && synced < active.size()) {
            force(active, active.size(), now);
        }
    }

    /**
     * Forces everything, and writes that: when the store is opened again, what is damaged in the last batch is told from what a
     * crash left.
     */
    void finish(long now) throws IOException {
        sync(now);
        if (active != null) {
            try {
                append(index.moved(List.of()), NO_BODIES, now);
                sync(now);
            } catch (IOException e) {
                // A full disk: the store is whole without.
                return;
            }
        }
    }

    private void force(Segment segment, long end, long now) throws IOException {
        segment.file.force();
        synced = end;
        lastSync = now;
    }

    private Segment room() throws IOException {
        // The state is written again when at least as much came after it, so that it never takes more than half.
        if (active == null || active.size() >= Math.max(segmentBytes, 2 * stateBytes)) {
            active = begin();
        }
        return active;
    }

    private Segment begin() throws IOException {
        Segment previous = segments.peekLast();
        if (previous != null) {
            previous.file.force();
        }
        long number = previous == null ? 1 : previous.number + 1;
        Segment segment = new Segment(number, files.create(Recovery.name(number)), SegmentHeader.BYTES);
        segments.addLast(segment);
        out.clear();
        new SegmentHeader(number, previous == null ? 0 : previous.size()).encode(out);
        FrameCodec.encode(index.state(), NO_BODIES, segment, 0, 0, out);
        segment.file.write(out.buffer(), 0);
        segment.file.force();
        files.force();
        segment.grownTo(out.size());
        stateBytes = out.size();
        synced = out.size();
        return segment;
    }

    /** Gives back what is not needed any more, now that changes are made. */
    void reclaim(long now) throws IOException {
        deleteUnused();
        for (int n = segments.size(); n > 0 && tooLarge() && segments.getFirst() != active; n--) {
            move(segments.getFirst(), now);
            deleteUnused();
        }
    }

    private void deleteUnused() throws IOException {
        while (segments.getFirst() != active && segments.getFirst().heldBytes() == 0) {
            Segment segment = segments.removeFirst();
            window.forget();
            segment.close();
            files.delete(Recovery.name(segment.number));
            // One after the other, so that no later one is gone before it: a hole is damage.
            files.force();
        }
    }

    /** @return whether more than half is what nobody needs; a small file counts as a full one, so that they do not get many */
    private boolean tooLarge() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += Math.max(segmentBytes, segment.size());
        }
        return bytes > 2 * (index.heldBytes() + stateBytes) + 4 * segmentBytes;
    }

    /** Writes what is held in {@code segment} again, at the end. */
    private void move(Segment segment, long now) throws IOException {
        List<Held> moved = new ArrayList<>();
        List<byte[]> bodies = new ArrayList<>();
        int bytes = 0;
        for (Held message = index.oldest(); message != null && segment.heldBytes() > 0; message = message.newer) {
            if (message.segment == segment) {
                Held copy = new Held(message.stream, message.sequence, message.arrival, message.arrivedAt,
                        message.retainedBytes);
                moved.add(copy);
                byte[] body = new byte[message.length];
                read(message).get(body);
                bodies.add(body);
                bytes += body.length;
                if (bytes >= MOVED_AT_ONCE || bytes == segment.heldBytes()) {
                    Change change = index.moved(moved);
                    append(change, (i, encoder) -> encoder.bytes(bodies.get(i)), now);
                    index.apply(change);
                    moved.clear();
                    bodies.clear();
                    bytes = 0;
                }
            }
        }
        // The only copy is forced before the other is deleted, whatever the policy.
        sync(now);
    }

    /** @return the message there, with its identity */
    Message message(Held held) throws IOException {
        return MessageCodec.decode(held.stream.id, held.sequence, read(held));
    }

    private ByteBuffer read(Held held) throws IOException {
        ByteBuffer body = window.at(held.segment.file, held.position, held.length);
        if (!MessageCodec.intact(body)) {
            throw new IOException(files.describe(Recovery.name(held.segment.number)) + " is damaged at byte " + held.position
                    + ", within " + held.stream.id.message(held.sequence));
        }
        return body;
    }

    long fileBytes() {
        return segments.stream().mapToLong(Segment::size).sum();
    }

    @Override
    public void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
    }
}
