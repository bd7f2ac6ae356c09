package io.plumtree.store;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;

/**
 * A message as it is written, without what its frame says of it: a checksum of the rest, when it was sent, what its payload
 * decompresses to, headers, payload. It has a checksum of its own because it is read alone, long after its frame was.
 */
final class MessageCodec {

    private static final int CHECKSUM = 4;

    private MessageCodec() {
    }

    static void encode(Message message, Encoder out) {
        int checksum = out.skip4();
        out.number(message.sentAtMillis());
        out.number(message.payload().uncompressedSize());
        out.number(message.headers().size());
        message.headers().forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
        out.bytes(message.payload().bytes());
        CRC32C crc = new CRC32C();
        crc.update(out.array(), checksum + CHECKSUM, out.size() - checksum - CHECKSUM);
        out.put4(checksum, (int) crc.getValue());
    }

    static boolean intact(ByteBuffer in) {
        CRC32C crc = new CRC32C();
        crc.update(in.duplicate().position(in.position() + CHECKSUM));
        return (int) crc.getValue() == in.getInt(in.position());
    }

    static Message decode(StreamId stream, long sequence, ByteBuffer in) {
        Decoder message = new Decoder(in);
        message.int4();
        long sentAt = message.number();
        int uncompressed = (int) message.number();
        int count = message.count();
        Map<String, String> headers = count == 0 ? Collections.emptyMap() : new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            headers.put(message.text(), message.text());
        }
        Payload payload = new Payload(message.bytes(message.remaining()), uncompressed);
        return new Message(stream, sequence, sentAt, Collections.unmodifiableMap(headers), payload);
    }
}
