package io.plumtree.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoredAccount;

/**
 * A change as it is written: a mark, the length, a checksum, and the change. The checksum covers the place as well, so that
 * nothing that was written elsewhere is taken for it.
 */
final class FrameCodec {

    static final int MARK = 0x506c_754d;
    static final int HEADER_BYTES = 12;

    /** Writes the body of the i-th message of a change. */
    interface Bodies {
        void encode(int i, Encoder out);
    }

    private FrameCodec() {
    }

    /**
     * Writes {@code change} behind what {@code out} has, and tells its messages where they are.
     *
     * @param segment where it will be written
     * @param start of {@code out} in that segment
     * @param synced up to where the segment is known to be on the disk
     */
    static void encode(Change change, Bodies bodies, Segment segment, long start, long synced, Encoder out) {
        int frame = out.size();
        out.int4(MARK);
        int length = out.skip4();
        int checksum = out.skip4();
        int body = out.size();
        out.number(synced);
        out.number(change.epoch());
        out.number(change.head());
        out.number(change.nextArrival());
        out.number(change.closed().size());
        change.closed().forEach(stream -> out.number(stream.number));
        out.number(change.opened().size());
        for (HeldStream stream : change.opened()) {
            out.number(stream.number);
            out.text(stream.id.origin().value());
            out.number(stream.id.epoch());
            out.text(stream.id.topic());
        }
        out.number(change.messages().size());
        for (int i = 0; i < change.messages().size(); i++) {
            Held message = change.messages().get(i);
            out.number(message.stream.number);
            out.number(message.sequence);
            out.number(message.arrival - change.nextArrival());
            out.number(message.arrivedAt);
            out.number(message.retainedBytes);
            int size = out.skip4();
            int at = out.size();
            bodies.encode(i, out);
            out.put4(size, out.size() - at);
            message.placedAt(segment, Math.toIntExact(start + at), out.size() - at);
        }
        out.number(change.accounts().size());
        for (Change.Account account : change.accounts()) {
            out.number(account.stream().number);
            encode(account.written(), out);
        }
        out.put4(length, out.size() - body);
        out.put4(checksum, checksum(segment.number, start + frame, ByteBuffer.wrap(out.array(), body, out.size() - body)));
    }

    private static void encode(StoredAccount account, Encoder out) {
        out.number(account.baseline());
        out.number(account.settled().size());
        long last = account.baseline();
        for (StoredAccount.Interval settled : account.settled()) {
            out.number(settled.from() - last);
            out.number(settled.to() - settled.from());
            last = settled.to();
        }
    }

    static int checksum(long segment, long offset, ByteBuffer body) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(16).putLong(segment).putLong(offset).flip());
        crc.update(body.duplicate());
        return (int) crc.getValue();
    }

    /** @return up to where the segment was on the disk when the frame with this body was written */
    static long synced(ByteBuffer body) {
        return new Decoder(body.duplicate()).number();
    }

    /** Reads frames in the order in which they were written: streams are named in one and numbered in the others. */
    static final class Reader {

        private final Map<Long, HeldStream> streams = new HashMap<>();
        private final long now;

        /** @param now no message is taken to have arrived later */
        Reader(long now) {
            this.now = now;
        }

        /**
         * @param body of a frame
         * @param start of it in its segment
         * @throws RuntimeException if it is none
         */
        Change decode(ByteBuffer body, Segment segment, long start) {
            Decoder in = new Decoder(body);
            int zero = in.position();
            in.number();
            long epoch = in.number();
            long head = in.number();
            long nextArrival = in.number();
            List<HeldStream> closed = new ArrayList<>();
            for (int n = in.count(); n > 0; n--) {
                closed.add(stream(in.number()));
            }
            List<HeldStream> opened = new ArrayList<>();
            for (int n = in.count(); n > 0; n--) {
                long number = in.number();
                StreamId id = new StreamId(NodeId.of(in.text()), in.number(), in.text());
                HeldStream stream = new HeldStream(number, id);
                streams.put(number, stream);
                opened.add(stream);
            }
            List<Held> messages = new ArrayList<>();
            for (int n = in.count(); n > 0; n--) {
                Held message = new Held(stream(in.number()), in.number(), nextArrival + in.number(),
                        Math.min(now, in.number()), (int) in.number());
                int length = in.int4();
                message.placedAt(segment, Math.toIntExact(start + in.position() - zero), length);
                in.skip(length);
                messages.add(message);
            }
            List<Change.Account> accounts = new ArrayList<>();
            for (int n = in.count(); n > 0; n--) {
                HeldStream stream = stream(in.number());
                accounts.add(new Change.Account(stream, account(stream.id, in)));
            }
            if (in.remaining() > 0) {
                throw new IllegalArgumentException(in.remaining() + " bytes too many");
            }
            return new Change(epoch, head, nextArrival, closed, opened, messages, accounts);
        }

        private HeldStream stream(long number) {
            HeldStream stream = streams.get(number);
            if (stream == null) {
                throw new IllegalArgumentException("an unknown stream " + number);
            }
            return stream;
        }

        private static StoredAccount account(StreamId stream, Decoder in) {
            long baseline = in.number();
            List<StoredAccount.Interval> settled = new ArrayList<>();
            long last = baseline;
            for (int n = in.count(); n > 0; n--) {
                long from = last + in.number();
                last = from + in.number();
                settled.add(new StoredAccount.Interval(from, last));
            }
            return new StoredAccount(stream, baseline, List.copyOf(settled));
        }
    }
}
