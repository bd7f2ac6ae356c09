package io.plumtree.api;

/** A configuration value that is not allowed. Nothing was started. */
public final class InvalidConfigException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * @param key the configuration key
     * @param value the value given
     * @param allowed what is allowed, in words
     */
    public InvalidConfigException(String key, Object value, String allowed) {
        super(key + " = " + value + " is not allowed: " + allowed);
        this.key = key;
    }

    /** @return the configuration key, without a prefix */
    public String key() {
        return key;
    }
}
