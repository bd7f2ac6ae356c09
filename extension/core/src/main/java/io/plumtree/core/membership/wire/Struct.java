package io.plumtree.core.membership.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;
import io.plumtree.core.wire.WireBuffer;

/** The values of a {@link Schema}'s fields. What was not told is zero, false, absent or empty. */
final class Struct {

    static final int MAX_NAME_BYTES = 255;
    static final int MAX_META_BYTES = 512;
    /** Later versions may have more fields than we know. */
    private static final int MAX_FIELDS = 64;

    private final Schema schema;
    private final long[] numbers;
    private final Blob[] blobs;

    Struct(Schema schema) {
        this.schema = schema;
        this.numbers = new long[schema.size()];
        this.blobs = new Blob[schema.size()];
        Arrays.fill(blobs, Blob.ABSENT);
    }

    static Struct read(Schema schema, MsgPackReader in, String what) throws MalformedBytes {
        Struct struct = new Struct(schema);
        int entries = in.mapOrArray(what);
        int fields = entries >= 0 ? entries : -1 - entries;
        if (fields > MAX_FIELDS) {
            throw new MalformedBytes(Reason.TOO_LARGE, what + " has " + fields + " fields, allowed are " + MAX_FIELDS);
        }
        if (entries >= 0) {
            struct.readMap(fields, in, what);
        } else {
            struct.readArray(fields, in, what);
        }
        return struct;
    }

    private void readMap(int entries, MsgPackReader in, String what) throws MalformedBytes {
        for (int i = 0; i < entries; i++) {
            byte[] key = in.raw(what);
            int field = key == null ? -1 : schema.indexOf(key);
            if (field < 0) {
                in.skip(what);
            } else {
                readField(field, in);
            }
        }
    }

    private void readArray(int elements, MsgPackReader in, String what) throws MalformedBytes {
        for (int i = 0; i < elements; i++) {
            if (i < schema.size()) {
                readField(i, in);
            } else {
                in.skip(what);
            }
        }
    }

    private void readField(int index, MsgPackReader in) throws MalformedBytes {
        Schema.Field field = schema.field(index);
        String name = field.name();
        switch (field.type()) {
            case TEXT -> blobs[index] = blob(in.raw(name));
            case BYTES -> blobs[index] = blob(in.bytes(name));
            case UINT8 -> numbers[index] = in.number(name, 0, 0xFF);
            case UINT16 -> numbers[index] = in.number(name, 0, 0xFFFF);
            case UINT32 -> numbers[index] = in.number(name, 0, 0xFFFF_FFFFL);
            case INT -> numbers[index] = in.number(name, Long.MIN_VALUE, Long.MAX_VALUE);
            case BOOL -> numbers[index] = in.bool(name) ? 1 : 0;
        }
    }

    private static Blob blob(byte @Nullable [] bytes) {
        return bytes == null ? Blob.ABSENT : Blob.of(bytes);
    }

    void write(WireBuffer out) {
        int entries = 0;
        for (int i = 0; i < schema.size(); i++) {
            entries += written(i) ? 1 : 0;
        }
        MsgPackWriter.map(entries, out);
        for (int place = 0; place < schema.size(); place++) {
            int index = schema.writtenAs(place);
            if (written(index)) {
                MsgPackWriter.raw(schema.field(index).name().getBytes(StandardCharsets.US_ASCII), out);
                writeField(index, out);
            }
        }
    }

    private boolean written(int index) {
        return !schema.field(index).optional() || numbers[index] != 0 || !blobs[index].isEmpty();
    }

    private void writeField(int index, WireBuffer out) {
        switch (schema.field(index).type()) {
            case TEXT -> MsgPackWriter.raw(blobs[index].bytes(), out);
            case BYTES -> {
                if (blobs[index].absent()) {
                    MsgPackWriter.nil(out);
                } else {
                    MsgPackWriter.raw(blobs[index].bytes(), out);
                }
            }
            case UINT8, UINT16, UINT32, INT -> MsgPackWriter.number(numbers[index], out);
            case BOOL -> MsgPackWriter.bool(numbers[index] != 0, out);
        }
    }

    Struct with(String field, long value) {
        numbers[schema.indexOf(field)] = value;
        return this;
    }

    Struct with(String field, boolean value) {
        return with(field, value ? 1 : 0);
    }

    Struct with(String field, String value) {
        return with(field, Blob.of(value.getBytes(StandardCharsets.UTF_8)));
    }

    Struct with(String field, Blob value) {
        blobs[schema.indexOf(field)] = value;
        return this;
    }

    Struct with(String field, ProtocolVersions v) {
        return with(field, !v.complete()
                ? Blob.ABSENT
                : Blob.of(new byte[] { (byte) v.protocolMin(), (byte) v.protocolMax(), (byte) v.protocol(),
                        (byte) v.delegateMin(), (byte) v.delegateMax(), (byte) v.delegate() }));
    }

    Struct with(String ipField, String portField, @Nullable MemberAddress address) {
        return address == null ? this : with(ipField, Blob.of(address.ip())).with(portField, address.port());
    }

    long number(String field) {
        return numbers[schema.indexOf(field)];
    }

    boolean flag(String field) {
        return number(field) != 0;
    }

    Blob blob(String field) {
        return blobs[schema.indexOf(field)];
    }

    /** A length or count of 0 to {@code max}. */
    int length(String field, int max) throws MalformedBytes {
        long length = number(field);
        if (length < 0) {
            throw new MalformedBytes(Reason.OUT_OF_RANGE, field + " is negative");
        } else if (length > max) {
            throw new MalformedBytes(Reason.TOO_LARGE, field + " is " + length + ", allowed are " + max);
        }
        return (int) length;
    }

    /** Text for people; what is not UTF-8 is replaced. */
    String text(String field) {
        return new String(blob(field).bytes(), StandardCharsets.UTF_8);
    }

    /** The name of a member, or nothing. */
    String nameOrEmpty(String field) throws MalformedBytes {
        return blob(field).isEmpty() ? "" : name(field);
    }

    /** The name of a member: what can be a {@link io.plumtree.api.NodeId}. */
    String name(String field) throws MalformedBytes {
        byte[] utf8 = blob(field).bytes();
        if (utf8.length > MAX_NAME_BYTES) {
            throw new MalformedBytes(Reason.BAD_NAME, field + " has " + utf8.length + " bytes, allowed are " + MAX_NAME_BYTES);
        }
        String name = new String(utf8, StandardCharsets.UTF_8);
        if (name.isBlank()) {
            throw new MalformedBytes(Reason.BAD_NAME, field + " is blank");
        } else if (name.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedBytes(Reason.BAD_NAME, field + " has a control character");
        } else if (name.indexOf('\uFFFD') >= 0 && !Arrays.equals(name.getBytes(StandardCharsets.UTF_8), utf8)) {
            throw new MalformedBytes(Reason.BAD_NAME, field + " is not UTF-8");
        }
        return name;
    }

    Blob meta() throws MalformedBytes {
        Blob meta = blob("Meta");
        if (meta.size() > MAX_META_BYTES) {
            throw new MalformedBytes(Reason.META_TOO_LARGE,
                    "Meta has " + meta.size() + " bytes, allowed are " + MAX_META_BYTES);
        }
        return meta;
    }

    MemberAddress address(String ipField, String portField) throws MalformedBytes {
        byte[] ip = blob(ipField).bytes();
        if (!MemberAddress.possible(ip)) {
            throw new MalformedBytes(Reason.BAD_ADDRESS, ipField + " has " + ip.length + " bytes, allowed are 4 and 16");
        }
        return MemberAddress.of(ip, (int) number(portField));
    }

    /** Where to answer; null unless there is an address and a port. */
    @Nullable
    MemberAddress source() throws MalformedBytes {
        return blob("SourceAddr").isEmpty() || number("SourcePort") == 0 ? null : address("SourceAddr", "SourcePort");
    }

    ProtocolVersions versions() {
        byte[] told = blob("Vsn").bytes();
        int received = Math.min(told.length, ProtocolVersions.COUNT);
        byte[] v = Arrays.copyOf(Arrays.copyOf(told, received), ProtocolVersions.COUNT);
        return new ProtocolVersions(v[0] & 0xFF, v[1] & 0xFF, v[2] & 0xFF, v[3] & 0xFF, v[4] & 0xFF, v[5] & 0xFF,
                received);
    }
}
