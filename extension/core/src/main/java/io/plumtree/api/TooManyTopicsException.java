package io.plumtree.api;

/** The topic would be one more than {@code max-topics} and {@code max-streams} allow. Nothing was sent and no state changed. */
public final class TooManyTopicsException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param topic the topic refused
     * @param maximum how many are allowed
     */
    public TooManyTopicsException(String topic, int maximum) {
        super("topic '" + topic + "' would be one more than the " + maximum + " that max-topics and max-streams allow");
    }
}
