package io.plumtree.core.membership.message;

/**
 * The versions a member speaks: of memberlist's protocol and of the application's above it. Each is 0 to 255.
 * <p>
 * Six numbers travel, or none: some implementations stop at any other count. What came incomplete is passed on as none, so
 * that unknown versions never become versions 0.
 *
 * @param protocolMin the oldest of memberlist
 * @param protocolMax the newest; what a peer may be sent depends on it
 * @param protocol the one in use
 * @param delegateMin the oldest of the application
 * @param delegateMax the newest
 * @param delegate the one in use
 * @param received how many of the six were told, in this order; the others are 0
 */
public record ProtocolVersions(int protocolMin, int protocolMax, int protocol, int delegateMin, int delegateMax,
        int delegate, int received) {

    /** How many there are. */
    public static final int COUNT = 6;
    /** Nothing was told. */
    public static final ProtocolVersions UNKNOWN = new ProtocolVersions(0, 0, 0, 0, 0, 0, 0);

    /** All six. */
    public ProtocolVersions(int protocolMin, int protocolMax, int protocol, int delegateMin, int delegateMax,
            int delegate) {
        this(protocolMin, protocolMax, protocol, delegateMin, delegateMax, delegate, COUNT);
    }

    /** @return whether all six were told */
    public boolean complete() {
        return received == COUNT;
    }
}
