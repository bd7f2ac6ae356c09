package io.plumtree.core.membership.wire;

import java.util.Arrays;

import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.wire.WireBuffer;

/**
 * Streams carry one request and at most one reply: the message, compressed whether that makes it shorter or not, and
 * encrypted. A label stands before the request only. {@link StreamReader} is the other direction. For one thread.
 */
public final class StreamCodec {

    /** The longest user message, user state, and encrypted message. */
    public static final int MAX_BYTES = 20 << 20;
    /** The most states in one {@link PushPull}. */
    public static final int MAX_STATES = 1 << 20;

    static final int ENCRYPTION_HEADER_BYTES = 1 + Integer.BYTES;

    private final WireSecurity security;
    private final LzwEncoder lzw = new LzwEncoder();

    /**
     * @param security read with each message
     */
    public StreamCodec(WireSecurity security) {
        this.security = security;
    }

    /**
     * @param request what to ask
     * @return all that is written to a new connection
     * @throws IllegalArgumentException if it is longer than any member reads
     */
    public byte[] request(StreamMessage request) {
        return Label.add(security.label(), reply(request));
    }

    /**
     * @param reply what to answer
     * @return all that is written to the connection that the request came on
     * @throws IllegalArgumentException if it is longer than any member reads
     */
    public byte[] reply(StreamMessage reply) {
        check(reply);
        byte[] bytes = MembershipEncoder.encodeStream(reply);
        if (security.compresses()) {
            bytes = PacketCodec.compress(lzw, bytes);
        }
        return security.encrypts() ? seal(bytes) : bytes;
    }

    private static void check(StreamMessage message) {
        if (message instanceof UserMessage user) {
            atMost(MAX_BYTES, user.body().size(), "bytes of a user message");
        } else if (message instanceof PushPull state) {
            atMost(MAX_BYTES, state.userState().size(), "bytes of user state");
            atMost(MAX_STATES, state.states().size(), "members' states");
        }
    }

    private static void atMost(int max, int found, String what) {
        if (found > max) {
            throw new IllegalArgumentException(found + " " + what + ", allowed are " + max);
        }
    }

    private byte[] seal(byte[] text) {
        int length = security.sealedLength(text.length);
        atMost(MAX_BYTES, length, "bytes of an encrypted message");
        WireBuffer out = new WireBuffer();
        out.putByte(MessageType.ENCRYPT);
        out.putInt(length);
        byte[] header = Arrays.copyOf(out.array(), out.size());
        out.putBytes(security.seal(text, aad(header, 0, security)));
        return Arrays.copyOf(out.array(), out.size());
    }

    /** The header that says how long the encrypted message is, and the label: neither can be changed. */
    static byte[] aad(byte[] bytes, int header, WireSecurity security) {
        byte[] label = security.label();
        byte[] aad = new byte[ENCRYPTION_HEADER_BYTES + label.length];
        System.arraycopy(bytes, header, aad, 0, ENCRYPTION_HEADER_BYTES);
        System.arraycopy(label, 0, aad, ENCRYPTION_HEADER_BYTES, label.length);
        return aad;
    }
}
