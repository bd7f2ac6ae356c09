package io.plumtree.core.membership.wire;

import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/**
 * Reads one side of a stream as its bytes come, however they are cut: one message, or the reason why there is none. Memory is
 * taken for what came, never for what was only announced. For one thread, and one stream.
 */
public final class StreamReader {

    /** Which side is read. */
    public enum Side {
        /** What a dialer wrote; it starts with the label. */
        REQUEST,
        /** What an acceptor wrote; it has none. */
        REPLY
    }

    /** What a compressed message has beside its bytes. */
    private static final int COMPRESS_OVERHEAD = 64;
    private static final int MAX_DECOMPRESSED_BYTES = 2 * StreamCodec.MAX_BYTES;
    private static final int FIRST_ROOM = 512;

    private enum Stage {
        LABEL,
        LAYERS,
        BODY,
        DONE
    }

    private final WireSecurity security;
    private final StreamHandler handler;
    private final StreamBody body;
    private Stage stage;
    private byte[] buffer = new byte[0];
    private int start;
    private int size;
    private int needed = 1;
    private int layers;

    /**
     * @param security of this node
     * @param side whose bytes are fed
     * @param handler hears what is read
     */
    public StreamReader(WireSecurity security, Side side, StreamHandler handler) {
        this.security = security;
        this.handler = handler;
        this.body = new StreamBody(handler);
        this.stage = side == Side.REQUEST ? Stage.LABEL : Stage.LAYERS;
    }

    /**
     * Reads on. The array may be used again afterwards.
     *
     * @param bytes holds the next bytes of the stream
     * @param from the first of them
     * @param to after the last of them
     * @return whether more are wanted; false once there was a message or a rejection, and everything is ignored from then on
     */
    public boolean feed(byte[] bytes, int from, int to) {
        if (stage == Stage.DONE) {
            return false;
        }
        append(bytes, from, to);
        if (size < needed) {
            return true;
        }
        try {
            advance();
        } catch (MalformedBytes e) {
            if (e.incomplete()) {
                needed = e.needed();
                return true;
            }
            reject(e.why());
        }
        return false;
    }

    /** No more bytes will come. A message that is not complete is rejected; nothing happens if all was read. */
    public void end() {
        if (stage != Stage.DONE) {
            reject(size == 0 && body.consumed() == 0 && stage != Stage.BODY
                    ? new RejectedBytes(Reason.EMPTY, "a stream without a message")
                    : new RejectedBytes(Reason.TRUNCATED, "the stream ends within its message"));
        }
    }

    private void advance() throws MalformedBytes {
        if (stage == Stage.LABEL) {
            int end = Label.end(buffer, start, size);
            Label.check(security, buffer, start, end);
            if (end > start) {
                entered(Layer.LABEL);
            }
            start = end;
            stage = Stage.LAYERS;
        }
        if (stage == Stage.LAYERS) {
            need(1, "message");
            layers();
        }
        if (stage == Stage.BODY) {
            plain();
        }
    }

    /** What is around the message, all of which has to be there before any of it can be read. */
    private void layers() throws MalformedBytes {
        int type = buffer[start] & 0xFF;
        if (type == MessageType.ENCRYPT) {
            encrypted();
        } else if (security.refusesPlaintext()) {
            throw new MalformedBytes(Reason.NOT_ENCRYPTED, "encryption is configured but remote state is not encrypted");
        } else if (type == MessageType.COMPRESS) {
            compressed(buffer, start, size);
        } else {
            stage = Stage.BODY;
        }
    }

    private void encrypted() throws MalformedBytes {
        if (security.keyring().isEmpty()) {
            throw new MalformedBytes(Reason.NO_KEY, "remote state is encrypted and encryption is not configured");
        }
        need(StreamCodec.ENCRYPTION_HEADER_BYTES, "encryption header");
        int length = 0;
        for (int i = 1; i < StreamCodec.ENCRYPTION_HEADER_BYTES; i++) {
            length = length << Byte.SIZE | (buffer[start + i] & 0xFF);
        }
        if (length < 0 || length > StreamCodec.MAX_BYTES) {
            throw new MalformedBytes(Reason.TOO_LARGE, "an encrypted message of " + Integer.toUnsignedString(length)
                    + " bytes, allowed are " + StreamCodec.MAX_BYTES);
        }
        need(StreamCodec.ENCRYPTION_HEADER_BYTES + length, "encrypted message");
        int from = start + StreamCodec.ENCRYPTION_HEADER_BYTES;
        byte[] text = security.open(buffer, from, from + length, StreamCodec.aad(buffer, start, security));
        entered(buffer[from] == PacketCipher.VERSION_0 ? Layer.ENCRYPTED_V0 : Layer.ENCRYPTED_V1);
        whole(() -> {
            if (text.length > 0 && text[0] == MessageType.COMPRESS) {
                compressed(text, 0, text.length);
            } else {
                message(text);
            }
        });
    }

    private void compressed(byte[] bytes, int from, int to) throws MalformedBytes {
        MsgPackReader in = new MsgPackReader(bytes, from + 1, to, StreamCodec.MAX_BYTES + COMPRESS_OVERHEAD);
        Struct fields = Struct.read(Schema.COMPRESS, in, "compress");
        byte[] text = PacketReader.decompress(fields, MAX_DECOMPRESSED_BYTES);
        entered(Layer.COMPRESSED);
        whole(() -> message(text));
    }

    private void message(byte[] bytes) throws MalformedBytes {
        if (bytes.length == 0) {
            throw new MalformedBytes(Reason.EMPTY, "a message without bytes");
        }
        heard(body.read(bytes, 0, bytes.length));
    }

    private void plain() throws MalformedBytes {
        long before = body.consumed();
        StreamMessage message;
        try {
            message = body.read(buffer, start, size);
        } finally {
            start += (int) (body.consumed() - before);
        }
        heard(message);
    }

    private interface Part {

        void read() throws MalformedBytes;
    }

    /** What is within a layer is complete: more bytes on the stream do not make more of it. */
    private static void whole(Part part) throws MalformedBytes {
        try {
            part.read();
        } catch (MalformedBytes e) {
            throw new MalformedBytes(e.why().reason(), e.why().detail());
        }
    }

    private void need(int length, String what) throws MalformedBytes {
        if (size - start < length) {
            throw MalformedBytes.truncated(what, start + length, size);
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int more = to - from;
        if (more > buffer.length - size) {
            int kept = size - start;
            byte[] room = buffer;
            if (more > buffer.length - kept) {
                room = new byte[(int) Math.min(Integer.MAX_VALUE - 8, Math.max(FIRST_ROOM, 2L * (kept + more)))];
            }
            System.arraycopy(buffer, start, room, 0, kept);
            buffer = room;
            needed -= start;
            size = kept;
            start = 0;
        }
        System.arraycopy(bytes, from, buffer, size, more);
        size += more;
    }

    private void entered(Layer layer) {
        handler.entered(layer);
        layers++;
    }

    private void heard(StreamMessage message) {
        done();
        handler.message(message);
        leaveLayers();
    }

    private void reject(RejectedBytes why) {
        done();
        handler.rejected(why);
        leaveLayers();
    }

    private void leaveLayers() {
        for (; layers > 0; layers--) {
            handler.left();
        }
    }

    private void done() {
        stage = Stage.DONE;
        buffer = new byte[0];
        start = 0;
        size = 0;
    }
}
