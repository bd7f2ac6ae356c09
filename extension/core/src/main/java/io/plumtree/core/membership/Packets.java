package io.plumtree.core.membership;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.membership.wire.MembershipEncoder;
import io.plumtree.core.membership.wire.PacketCodec;

/** Makes datagrams: of a message and the news that fits beside it, or of news alone. */
final class Packets {

    /** Members of this version and above understand a checksum. */
    private static final int CHECKSUM_VERSION = 5;

    private final Shared shared;
    private final BroadcastQueue news;
    private final PacketCodec codec;

    Packets(Shared shared, BroadcastQueue news, PacketCodec codec) {
        this.shared = shared;
        this.news = news;
        this.codec = codec;
    }

    /** Sends a message and what news fits. */
    void send(PacketMessage message, MemberAddress to) {
        byte[] encoded = MembershipEncoder.encode(message);
        List<byte[]> parts = new ArrayList<>();
        parts.add(encoded);
        addNews(parts, shared.config().packetSize - encoded.length - codec.overhead());
        // memberlist asks for the checksum by looking up the bare address as a name.
        MemberRecord named = shared.table().get(to.host());
        transmit(parts, to, named != null && understandsChecksum(named));
    }

    /** Sends messages without news. */
    void sendAlone(MemberRecord to, PacketMessage... messages) {
        List<byte[]> parts = new ArrayList<>();
        for (PacketMessage message : messages) {
            parts.add(MembershipEncoder.encode(message));
        }
        transmit(parts, to.address, understandsChecksum(to));
    }

    /** @return whether there was news to send */
    boolean sendNews(MemberRecord to) {
        List<byte[]> parts = new ArrayList<>();
        addNews(parts, shared.config().packetSize - codec.overhead());
        if (parts.isEmpty()) {
            return false;
        }
        transmit(parts, to.address, understandsChecksum(to));
        return true;
    }

    private void addNews(List<byte[]> parts, int room) {
        int left = room;
        for (byte[] message : news.take(PacketCodec.PART_OVERHEAD, room)) {
            left -= PacketCodec.PART_OVERHEAD + message.length;
            parts.add(message);
        }
        int overhead = PacketCodec.PART_OVERHEAD + PacketCodec.USER_OVERHEAD;
        if (left > overhead) {
            for (byte[] message : shared.callbacks().broadcasts(overhead, left)) {
                parts.add(MembershipEncoder.encode(new UserMessage(Blob.of(message))));
            }
        }
    }

    private void transmit(List<byte[]> parts, MemberAddress to, boolean checksum) {
        for (int from = 0; from < parts.size(); from += PacketCodec.MAX_PARTS) {
            int end = Math.min(parts.size(), from + PacketCodec.MAX_PARTS);
            shared.count(Counted.PACKETS_SENT);
            shared.effects().packet(codec.seal(parts.subList(from, end), checksum), to);
        }
    }

    private static boolean understandsChecksum(MemberRecord member) {
        return member.versions.protocolMax() >= CHECKSUM_VERSION;
    }
}
