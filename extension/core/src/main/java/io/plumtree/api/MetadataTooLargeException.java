package io.plumtree.api;

/** The metadata of this node are longer than membership can carry. Nothing was changed. */
public final class MetadataTooLargeException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    private final int size;
    private final int maximum;

    /**
     * @param size their length in bytes, encoded
     * @param maximum what is allowed, in bytes
     */
    public MetadataTooLargeException(int size, int maximum) {
        super("the tags take " + size + " bytes when encoded, allowed are " + maximum);
        this.size = size;
        this.maximum = maximum;
    }

    /** @return their length in bytes, encoded */
    public int size() {
        return size;
    }

    /** @return what is allowed, in bytes */
    public int maximum() {
        return maximum;
    }
}
