package io.plumtree.api;

/** The payload is longer than {@code max-message-size}. Nothing was sent and no state changed. */
public final class MessageTooLargeException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    private final long size;
    private final long maximum;

    /**
     * @param size the payload's length in bytes
     * @param maximum what is allowed, in bytes
     */
    public MessageTooLargeException(long size, long maximum) {
        super("payload of " + size + " bytes exceeds max-message-size of " + maximum + " bytes");
        this.size = size;
        this.maximum = maximum;
    }

    /** @return the payload's length in bytes */
    public long size() {
        return size;
    }

    /** @return what is allowed, in bytes */
    public long maximum() {
        return maximum;
    }
}
