package io.plumtree.core.membership.wire;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/**
 * Reads MessagePack as leniently as memberlist does: any form of a number that fits, any form of a string, and unknown
 * values of all types are passed over. Nothing is allocated for a length before its bytes are there.
 */
final class MsgPackReader {

    /** What all but strings may be long; memberlist's own structures are far shorter. */
    static final int MAX_PLAIN_BYTES = 1 << 14;

    private static final int NIL = 0xC0;

    private final byte[] bytes;
    private final int end;
    private final int greatestEnd;
    private final boolean limited;
    private int at;
    private int plainEnd;

    /** All of {@code bytes} from {@code from} to {@code to}. */
    MsgPackReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        this.greatestEnd = to;
        this.plainEnd = to;
        this.limited = false;
    }

    /**
     * What is read may be {@code limit} bytes long at most, whether they are there yet or not. It may have to be read again
     * when more came; all but the strings of known length in it is short, so that this stays cheap.
     */
    MsgPackReader(byte[] bytes, int from, int to, int limit) {
        this.bytes = bytes;
        this.at = from;
        this.greatestEnd = from + limit;
        this.plainEnd = from + MAX_PLAIN_BYTES;
        this.end = Math.min(to, greatestEnd);
        this.limited = true;
    }

    /** @return the place of the next byte */
    int at() {
        return at;
    }

    /** @return the number of entries of a map, or -1 - the number of elements of an array */
    int mapOrArray(String what) throws MalformedBytes {
        int type = next(what);
        if ((type & 0xF0) == 0x80) {
            return type & 0x0F;
        } else if ((type & 0xF0) == 0x90) {
            return -1 - (type & 0x0F);
        }
        return switch (type) {
            case 0xDE -> count(unsigned(2, what), 2, what);
            case 0xDF -> count(unsigned(4, what), 2, what);
            case 0xDC -> -1 - count(unsigned(2, what), 1, what);
            case 0xDD -> -1 - count(unsigned(4, what), 1, what);
            case NIL -> 0;
            default -> throw new MalformedBytes(Reason.BAD_TYPE, what + " is not a map");
        };
    }

    /** A number of values, of which each has {@code leastBytes} or more. */
    private int count(long count, int leastBytes, String what) throws MalformedBytes {
        need(count * leastBytes, what);
        return (int) count;
    }

    /** A number from {@code min} to {@code max}; nil is 0. */
    long number(String what, long min, long max) throws MalformedBytes {
        long value = number(what);
        if (value < min || value > max) {
            throw new MalformedBytes(Reason.OUT_OF_RANGE, what + " is not in " + min + ".." + max);
        }
        return value;
    }

    private long number(String what) throws MalformedBytes {
        int type = next(what);
        if (type <= 0x7F) {
            return type;
        } else if (type >= 0xE0) {
            return (byte) type;
        }
        return switch (type) {
            case 0xCC -> unsigned(1, what);
            case 0xCD -> unsigned(2, what);
            case 0xCE -> unsigned(4, what);
            case 0xCF -> {
                long value = unsigned(8, what);
                if (value < 0) {
                    throw new MalformedBytes(Reason.OUT_OF_RANGE, what + " has more than 63 bits");
                }
                yield value;
            }
            case 0xD0 -> (byte) unsigned(1, what);
            case 0xD1 -> (short) unsigned(2, what);
            case 0xD2 -> (int) unsigned(4, what);
            case 0xD3 -> unsigned(8, what);
            case NIL -> 0;
            default -> throw new MalformedBytes(Reason.BAD_TYPE, what + " is not a whole number");
        };
    }

    boolean bool(String what) throws MalformedBytes {
        int type = next(what);
        return switch (type) {
            case 0xC2, NIL, 0 -> false;
            case 0xC3, 1 -> true;
            default -> throw new MalformedBytes(Reason.BAD_TYPE, what + " is neither true nor false");
        };
    }

    /** A string in any form, copied; null for nil. */
    byte @Nullable [] raw(String what) throws MalformedBytes {
        int type = next(what);
        if (type == NIL) {
            return null;
        }
        long length = rawLength(type, what);
        if (length < 0) {
            throw new MalformedBytes(Reason.BAD_TYPE, what + " is not a string");
        }
        return copy(length, what);
    }

    /** A string in any form or an array of numbers to 255, copied; null for nil. */
    byte @Nullable [] bytes(String what) throws MalformedBytes {
        int start = at;
        int type = next(what);
        boolean array = (type & 0xF0) == 0x90 || type == 0xDC || type == 0xDD;
        at = start;
        if (!array) {
            return raw(what);
        }
        byte[] elements = new byte[-1 - mapOrArray(what)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (byte) number(what, 0, 0xFF);
        }
        return elements;
    }

    /** The length of a string that starts with {@code type}, or -1 if none does. */
    private long rawLength(int type, String what) throws MalformedBytes {
        if ((type & 0xE0) == 0xA0) {
            return type & 0x1F;
        }
        return switch (type) {
            case 0xD9, 0xC4 -> unsigned(1, what);
            case 0xDA, 0xC5 -> unsigned(2, what);
            case 0xDB, 0xC6 -> unsigned(4, what);
            default -> -1;
        };
    }

    /** Passes over one value, however it is nested: counts what is still to come instead of going down. */
    void skip(String what) throws MalformedBytes {
        long pending = 1;
        while (pending > 0) {
            need(pending, what);
            pending += skipOne(what) - 1;
        }
    }

    /** @return how many values belong to the one passed over */
    private long skipOne(String what) throws MalformedBytes {
        int type = next(what);
        if (type <= 0x7F || type >= 0xE0) {
            return 0;
        } else if ((type & 0xF0) == 0x80) {
            return 2L * (type & 0x0F);
        } else if ((type & 0xF0) == 0x90) {
            return type & 0x0F;
        }
        return switch (type) {
            case 0xDC -> unsigned(2, what);
            case 0xDD -> unsigned(4, what);
            case 0xDE -> 2 * unsigned(2, what);
            case 0xDF -> 2 * unsigned(4, what);
            default -> {
                pass(lengthWithoutOthers(type, what), what);
                yield 0;
            }
        };
    }

    /** How many bytes follow {@code type} in a value that holds no others. */
    private long lengthWithoutOthers(int type, String what) throws MalformedBytes {
        long length = rawLength(type, what);
        if (length >= 0) {
            return length;
        }
        return switch (type) {
            case NIL, 0xC2, 0xC3 -> 0;
            case 0xCC, 0xD0 -> 1;
            case 0xCD, 0xD1 -> 2;
            case 0xCE, 0xD2, 0xCA -> 4;
            case 0xCF, 0xD3, 0xCB -> 8;
            case 0xD4, 0xD5, 0xD6, 0xD7, 0xD8 -> 1 + (1L << (type - 0xD4));
            case 0xC7 -> 1 + unsigned(1, what);
            case 0xC8 -> 1 + unsigned(2, what);
            case 0xC9 -> 1 + unsigned(4, what);
            default -> throw new MalformedBytes(Reason.BAD_TYPE, what + " has a value of no type");
        };
    }

    private void pass(long length, String what) throws MalformedBytes {
        need(length, what);
        at += (int) length;
    }

    private byte[] copy(long length, String what) throws MalformedBytes {
        need(length, what);
        at += (int) length;
        plainEnd += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    private int next(String what) throws MalformedBytes {
        if (limited && at >= plainEnd) {
            throw new MalformedBytes(Reason.TOO_LARGE, what + " is among more than " + MAX_PLAIN_BYTES + " bytes of others");
        }
        need(1, what);
        return bytes[at++] & 0xFF;
    }

    private long unsigned(int length, String what) throws MalformedBytes {
        need(length, what);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (bytes[at++] & 0xFF);
        }
        return value;
    }

    private void need(long length, String what) throws MalformedBytes {
        if (length <= end - at) {
            return;
        } else if (limited && length > greatestEnd - at) {
            throw new MalformedBytes(Reason.TOO_LARGE, what + " is longer than allowed");
        }
        throw MalformedBytes.truncated(what, (int) Math.min(Integer.MAX_VALUE, at + length), end);
    }
}
