package io.plumtree.api;

/** The acknowledgement asked for did not come. The message was accepted and may still spread. */
public final class NotAcknowledgedException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    private final transient MessageId id;

    /**
     * @param id the message accepted
     * @param why what happened instead
     */
    public NotAcknowledgedException(MessageId id, String why) {
        super("broadcast " + id + " was not acknowledged: " + why);
        this.id = id;
    }

    /** @return the message accepted */
    public MessageId id() {
        return id;
    }
}
