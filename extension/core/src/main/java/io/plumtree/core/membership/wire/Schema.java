package io.plumtree.core.membership.wire;

import java.util.Arrays;
import java.util.Comparator;

/** The fields of a structure on the wire. It travels as a map; an array with the fields in their order is read as well. */
final class Schema {

    /** What a field holds. */
    enum Type {
        /** UTF-8; never nil. */
        TEXT,
        /** Bytes; nil and empty differ. */
        BYTES,
        /** A number to 2^8 - 1. */
        UINT8,
        /** A number to 2^16 - 1. */
        UINT16,
        /** A number to 2^32 - 1. */
        UINT32,
        /** A number of 63 bits; negative ones are for whoever asked for the field. */
        INT,
        /** True or false. */
        BOOL
    }

    /**
     * One field.
     *
     * @param name its key
     * @param type what it holds
     * @param optional whether it is left out when it is zero or empty
     */
    record Field(String name, Type type, boolean optional) {
    }

    static final Schema PING = new Schema(of("SeqNo", Type.UINT32), of("Node", Type.TEXT),
            optional("SourceAddr", Type.BYTES), optional("SourcePort", Type.UINT16), optional("SourceNode", Type.TEXT));
    static final Schema INDIRECT_PING = new Schema(of("SeqNo", Type.UINT32), of("Target", Type.BYTES),
            of("Port", Type.UINT16), of("Node", Type.TEXT), of("Nack", Type.BOOL), optional("SourceAddr", Type.BYTES),
            optional("SourcePort", Type.UINT16), optional("SourceNode", Type.TEXT));
    static final Schema ACK = new Schema(of("SeqNo", Type.UINT32), of("Payload", Type.BYTES));
    static final Schema NACK = new Schema(of("SeqNo", Type.UINT32));
    static final Schema ERROR = new Schema(of("Error", Type.TEXT));
    /** Of a suspect and of a dead member. */
    static final Schema ACCUSATION = new Schema(of("Incarnation", Type.UINT32), of("Node", Type.TEXT),
            of("From", Type.TEXT));
    static final Schema ALIVE = new Schema(of("Incarnation", Type.UINT32), of("Node", Type.TEXT), of("Addr", Type.BYTES),
            of("Port", Type.UINT16), of("Meta", Type.BYTES), of("Vsn", Type.BYTES));
    static final Schema PUSH_PULL = new Schema(of("Nodes", Type.INT), of("UserStateLen", Type.INT),
            of("Join", Type.BOOL));
    static final Schema NODE_STATE = new Schema(of("Name", Type.TEXT), of("Addr", Type.BYTES), of("Port", Type.UINT16),
            of("Meta", Type.BYTES), of("Incarnation", Type.UINT32), of("State", Type.INT), of("Vsn", Type.BYTES));
    static final Schema USER = new Schema(of("UserMsgLen", Type.INT));
    static final Schema COMPRESS = new Schema(of("Algo", Type.UINT8), of("Buf", Type.BYTES));

    private final Field[] declared;
    private final int[] written;

    private Schema(Field... declared) {
        this.declared = declared;
        Integer[] byName = new Integer[declared.length];
        Arrays.setAll(byName, i -> i);
        Arrays.sort(byName, Comparator.comparing(i -> declared[i].name()));
        this.written = Arrays.stream(byName).mapToInt(Integer::intValue).toArray();
    }

    private static Field of(String name, Type type) {
        return new Field(name, type, false);
    }

    private static Field optional(String name, Type type) {
        return new Field(name, type, true);
    }

    int size() {
        return declared.length;
    }

    Field field(int index) {
        return declared[index];
    }

    /** @return the field that is written as the {@code place}th: by name, in the order of ASCII */
    int writtenAs(int place) {
        return written[place];
    }

    /** @return the index of the field, as only this package's own names are looked up */
    int indexOf(String name) {
        for (int i = 0; i < declared.length; i++) {
            if (declared[i].name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field " + name);
    }

    /** @return the index of the field of that key, or -1 if there is none */
    int indexOf(byte[] key) {
        for (int i = 0; i < declared.length; i++) {
            if (matches(declared[i].name(), key)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(String name, byte[] key) {
        if (name.length() != key.length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (name.charAt(i) != key[i]) {
                return false;
            }
        }
        return true;
    }
}
