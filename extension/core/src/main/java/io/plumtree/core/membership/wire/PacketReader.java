package io.plumtree.core.membership.wire;

import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/** Takes the layers off one datagram. Label, encryption and checksum have one place each, the others nest. */
final class PacketReader {

    static final int MAX_DEPTH = 8;
    /**
     * What all of a datagram may decompress to. memberlist allows 40 MiB, which 32 KiB of hostile bytes can claim; a sender
     * that keeps to a datagram's size is far below.
     */
    static final int MAX_DECOMPRESSED_BYTES = 1 << 20;

    private final WireSecurity security;
    private final PacketHandler handler;
    private int decompressed;
    private int depth;

    PacketReader(WireSecurity security, PacketHandler handler) {
        this.security = security;
        this.handler = handler;
    }

    void read(byte[] datagram) {
        try {
            int from = Label.end(datagram, 0, datagram.length);
            Label.check(security, datagram, 0, from);
            if (from > 0) {
                within(Layer.LABEL, () -> encrypted(datagram, from));
            } else {
                encrypted(datagram, from);
            }
        } catch (MalformedBytes e) {
            // A label cut off is a bad label: there will be no more bytes.
            handler.rejected(e.incomplete() ? new RejectedBytes(Reason.BAD_LABEL, e.why().detail()) : e.why());
        }
    }

    private void encrypted(byte[] bytes, int from) {
        if (security.keyring().isEmpty()) {
            checked(bytes, from);
            return;
        }
        byte[] text;
        try {
            text = security.open(bytes, from, bytes.length, security.label());
        } catch (MalformedBytes e) {
            if (security.refusesPlaintext()) {
                handler.rejected(e.why());
            } else {
                checked(bytes, from);
            }
            return;
        }
        within(bytes[from] == PacketCipher.VERSION_0 ? Layer.ENCRYPTED_V0 : Layer.ENCRYPTED_V1, () -> checked(text, 0));
    }

    private void checked(byte[] bytes, int from) {
        if (!Checksum.stands(bytes, from, bytes.length)) {
            message(bytes, from, bytes.length);
            return;
        }
        try {
            Checksum.check(bytes, from, bytes.length);
        } catch (MalformedBytes e) {
            handler.rejected(e.why());
            return;
        }
        within(Layer.CHECKSUM, () -> message(bytes, from + Checksum.HEADER_BYTES, bytes.length));
    }

    private void message(byte[] bytes, int from, int to) {
        try {
            if (from == to) {
                throw new MalformedBytes(Reason.EMPTY, "a message without bytes");
            }
            switch (bytes[from] & 0xFF) {
                case MessageType.COMPOUND -> compound(bytes, from, to);
                case MessageType.COMPRESS -> compressed(bytes, from, to);
                default -> handler.message(MembershipDecoder.packet(bytes, from, to));
            }
        } catch (MalformedBytes e) {
            handler.rejected(e.why());
        }
    }

    private void compound(byte[] bytes, int from, int to) throws MalformedBytes {
        deeper();
        within(Layer.COMPOUND, () -> parts(bytes, from, to));
        depth--;
    }

    private void parts(byte[] bytes, int from, int to) {
        try {
            Compound.split(bytes, from, to, this::message);
        } catch (MalformedBytes e) {
            handler.rejected(e.why());
        }
    }

    private void compressed(byte[] bytes, int from, int to) throws MalformedBytes {
        deeper();
        Struct fields = Struct.read(Schema.COMPRESS, new MsgPackReader(bytes, from + 1, to), "compress");
        byte[] message = decompress(fields, MAX_DECOMPRESSED_BYTES - decompressed);
        decompressed += message.length;
        within(Layer.COMPRESSED, () -> message(message, 0, message.length));
        depth--;
    }

    private void deeper() throws MalformedBytes {
        if (depth == MAX_DEPTH) {
            throw new MalformedBytes(Reason.TOO_DEEP, "more than " + MAX_DEPTH + " layers of compound and compress");
        }
        depth++;
    }

    private void within(Layer layer, Runnable rest) {
        handler.entered(layer);
        rest.run();
        handler.left();
    }

    static byte[] decompress(Struct fields, int maxBytes) throws MalformedBytes {
        if (fields.number("Algo") != 0) {
            throw new MalformedBytes(Reason.BAD_COMPRESSION,
                    "compression algorithm " + fields.number("Algo") + ", allowed is 0");
        }
        return LzwDecoder.decode(fields.blob("Buf").bytes(), maxBytes);
    }
}
