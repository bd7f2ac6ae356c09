package io.plumtree.core.membership.wire;

/** The first byte of every message, and of the layers around it. */
final class MessageType {

    static final int PING = 0;
    static final int INDIRECT_PING = 1;
    static final int ACK = 2;
    static final int SUSPECT = 3;
    static final int ALIVE = 4;
    static final int DEAD = 5;
    static final int PUSH_PULL = 6;
    static final int COMPOUND = 7;
    static final int USER = 8;
    static final int COMPRESS = 9;
    static final int ENCRYPT = 10;
    static final int NACK = 11;
    static final int HAS_CRC = 12;
    static final int ERROR = 13;
    static final int HAS_LABEL = 244;

    private MessageType() {
    }
}
