package io.plumtree.core.membership.wire;

import java.util.Arrays;
import java.util.List;

import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.wire.WireBuffer;

/**
 * Datagrams: messages, compressed if that makes them shorter, with a checksum if the receiver knows it, encrypted, and
 * labelled. For one thread.
 */
public final class PacketCodec {

    /** Messages in one packet. */
    public static final int MAX_PARTS = Compound.MAX_PARTS;
    /** What each message takes in a packet of several, beside its own bytes. */
    public static final int PART_OVERHEAD = Compound.PART_OVERHEAD;
    /** What a message of the application takes, beside {@link #PART_OVERHEAD}. */
    public static final int USER_OVERHEAD = 1;

    private final WireSecurity security;
    private final LzwEncoder lzw = new LzwEncoder();

    /**
     * @param security read with each packet
     */
    public PacketCodec(WireSecurity security) {
        this.security = security;
    }

    /**
     * @return what a packet has at most beside its messages and their {@link #PART_OVERHEAD}, as things are now. As
     *         memberlist does, this leaves out the 5 bytes of a checksum
     */
    public int overhead() {
        return Compound.HEADER_BYTES + Label.overhead(security.label()) + security.encryptionOverhead();
    }

    /**
     * Makes a datagram.
     *
     * @param parts 1 to {@link #MAX_PARTS} encoded messages; of several none may have more than 65,535 bytes
     * @param checksum whether the receiver understands a checksum: its protocol's maximum is known and 5 or more
     * @return the datagram
     * @throws IllegalArgumentException if there are too many, or one is too long
     */
    public byte[] seal(List<byte[]> parts, boolean checksum) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a packet without messages");
        }
        byte[] packet = parts.size() == 1 ? parts.get(0) : Compound.join(parts);
        if (security.compresses()) {
            byte[] compressed = compress(lzw, packet);
            packet = compressed.length < packet.length ? compressed : packet;
        }
        if (checksum) {
            packet = Checksum.add(packet);
        }
        if (security.encrypts()) {
            packet = security.seal(packet, security.label());
        }
        return Label.add(security.label(), packet);
    }

    /**
     * Reads a datagram.
     *
     * @param datagram not changed and not kept
     * @param handler hears of each message, or why there is none
     */
    public void open(byte[] datagram, PacketHandler handler) {
        new PacketReader(security, handler).read(datagram);
    }

    /** The message that holds others, compressed. */
    static byte[] compress(LzwEncoder lzw, byte[] bytes) {
        WireBuffer out = new WireBuffer();
        out.putByte(MessageType.COMPRESS);
        new Struct(Schema.COMPRESS).with("Buf", Blob.of(lzw.encode(bytes))).write(out);
        return Arrays.copyOf(out.array(), out.size());
    }
}
