package io.plumtree.core.wire;

/** The numbers of the frame types, frozen. */
final class FrameType {

    static final int HELLO = 0x01;
    static final int WELCOME = 0x02;
    static final int REJECT = 0x03;
    static final int PING = 0x04;
    static final int PONG = 0x05;
    static final int GOODBYE = 0x06;

    static final int DECLARE = 0x10;
    static final int GOSSIP = 0x11;
    static final int IHAVE = 0x12;
    static final int GRAFT = 0x13;
    static final int PRUNE = 0x14;
    static final int PULL = 0x15;
    static final int MISSING = 0x16;
    static final int ACCEPT = 0x17;
    static final int REFUSE = 0x18;
    static final int SUMMARY = 0x19;
    static final int RECEIVED = 0x1A;
    static final int HANDOVER = 0x1B;

    /** From here to 0xFF: frames that whoever does not know them passes over. */
    static final int FIRST_OPTIONAL = 0x80;
    static final int LEAVE = 0x80;
    static final int SYNC_ROOT = 0x81;
    static final int SYNC_PAGE = 0x82;
    static final int PATH_QUESTION = 0x83;
    static final int PATH_ANSWER = 0x84;

    private FrameType() {
    }
}
