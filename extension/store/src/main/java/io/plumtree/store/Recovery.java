package io.plumtree.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads all segments when the store is opened. Only the end of the last one can lack what was written: all before was forced to
 * the disk when the next was begun. So a hole anywhere else is damage, and said; at the end it is what a crash left, unless
 * something behind it says that the disk had it.
 */
final class Recovery {

    static final String WHAT_TO_DO = "Nothing was changed. Restore the directory from a backup, or delete it: the node then"
            + " starts with nothing stored";

    private static final int AT_ONCE = 1 << 16;
    private static final Pattern SEGMENT = Pattern.compile("\\d{10,19}\\.segment");

    private final StoreFiles files;
    private final Index index;
    private final FrameCodec.Reader frames;
    private final Window window = new Window();
    private final List<Segment> segments = new ArrayList<>();
    private final List<SegmentHeader> headers = new ArrayList<>();
    /** What the last frame that was read says of its segment. */
    private long synced;

    Recovery(StoreFiles files, Index index, long now) {
        this.files = files;
        this.index = index;
        this.frames = new FrameCodec.Reader(now);
    }

    static String name(long segment) {
        return String.format("%010d.segment", segment);
    }

    /**
     * Makes in the index whatever was written.
     *
     * @return the segments, oldest first
     */
    Deque<Segment> recover() throws IOException {
        try {
            readHeaders();
            for (int i = 0; i < segments.size(); i++) {
                if (!replay(i)) {
                    segments.remove(i).close();
                }
            }
            if (!segments.isEmpty()) {
                force(segments.get(segments.size() - 1));
            }
            return new ArrayDeque<>(segments);
        } catch (IOException | RuntimeException e) {
            for (Segment segment : segments) {
                segment.close();
            }
            throw e;
        }
    }

    private void readHeaders() throws IOException {
        List<Long> numbers = files.names().stream().filter(name -> SEGMENT.matcher(name).matches())
                .map(name -> Long.valueOf(name.substring(0, name.indexOf('.')))).sorted().toList();
        for (int i = 0; i < numbers.size(); i++) {
            long number = numbers.get(i);
            String name = files.describe(name(number));
            if (i > 0 && number != numbers.get(i - 1) + 1) {
                throw new IOException(files.describe(name(numbers.get(i - 1) + 1)) + " is missing. " + WHAT_TO_DO);
            }
            Segment segment = new Segment(number, files.open(name(number)), SegmentHeader.BYTES);
            segments.add(segment);
            SegmentHeader header = SegmentHeader.read(segment.file, name);
            if (header != null) {
                if (header.number() != number) {
                    throw new IOException(name + " was " + name(header.number()) + ". " + WHAT_TO_DO);
                }
                headers.add(header);
            } else if (i < numbers.size() - 1 || !mayBeUnfinished(i)) {
                throw damaged(segment, 0);
            } else {
                segments.remove(i).close();
            }
        }
    }

    /** What a segment begins with is on the disk before anything else is written, and before older segments are deleted. */
    private boolean mayBeUnfinished(int i) {
        return i > 0 || segments.get(i).number == 1;
    }

    /** @return false if the segment was begun, and not finished with that */
    private boolean replay(int i) throws IOException {
        Segment segment = segments.get(i);
        boolean last = i == segments.size() - 1;
        long size = segment.file.size();
        long end = last ? size : headers.get(i + 1).previousEnd();
        if (end > size) {
            throw new IOException(
                    files.describe(name(segment.number)) + " has " + size + " of " + end + " bytes. " + WHAT_TO_DO);
        }
        ByteBuffer body = frame(segment, segment.size(), end);
        while (body != null) {
            // What a segment begins with sums up the ones before.
            if (i == 0 || segment.size() > SegmentHeader.BYTES) {
                apply(body, segment);
            }
            synced = FrameCodec.synced(body);
            segment.grownTo(segment.size() + FrameCodec.HEADER_BYTES + body.remaining());
            body = frame(segment, segment.size(), end);
        }
        if (last ? wasSynced(segment) : segment.size() != end) {
            throw damaged(segment, segment.size());
        }
        if (segment.size() > SegmentHeader.BYTES) {
            return true;
        }
        if (!mayBeUnfinished(i)) {
            throw damaged(segment, segment.size());
        }
        return false;
    }

    /**
     * What is said to be held stays so: it may be in the operating system's memory alone. It is written again, because a force
     * that failed may have left it there as if the disk had it.
     */
    private void force(Segment last) throws IOException {
        for (long at = synced; at < last.size(); at += AT_ONCE) {
            last.file.write(window.at(last.file, at, (int) Math.min(AT_ONCE, last.size() - at)), at);
        }
        last.file.force();
    }

    private void apply(ByteBuffer body, Segment segment) throws IOException {
        try {
            index.apply(frames.decode(body.duplicate(), segment, segment.size() + FrameCodec.HEADER_BYTES));
        } catch (RuntimeException e) {
            throw new IOException(damaged(segment, segment.size()).getMessage(), e);
        }
    }

    /** @return the body of the frame there; null if there is none */
    private @Nullable ByteBuffer frame(Segment segment, long start, long end) throws IOException {
        if (end - start < FrameCodec.HEADER_BYTES) {
            return null;
        }
        ByteBuffer header = window.at(segment.file, start, FrameCodec.HEADER_BYTES);
        int mark = header.getInt();
        int length = header.getInt();
        int checksum = header.getInt();
        if (mark != FrameCodec.MARK || length <= 0 || length > end - start - FrameCodec.HEADER_BYTES) {
            return null;
        }
        ByteBuffer body = window.at(segment.file, start + FrameCodec.HEADER_BYTES, length);
        return checksum == FrameCodec.checksum(segment.number, start, body) ? body : null;
    }

    /** @return whether a frame behind the end says that the disk had what should be there */
    private boolean wasSynced(Segment segment) throws IOException {
        long size = segment.file.size();
        for (long at = segment.size() + 1; at <= size - FrameCodec.HEADER_BYTES; at++) {
            if (window.at(segment.file, at, Integer.BYTES).getInt() == FrameCodec.MARK) {
                ByteBuffer body = frame(segment, at, size);
                if (body != null && FrameCodec.synced(body) > segment.size()) {
                    return true;
                }
            }
        }
        return false;
    }

    private IOException damaged(Segment segment, long at) {
        return new IOException(files.describe(name(segment.number)) + " is damaged at byte " + at + ". " + WHAT_TO_DO);
    }
}
