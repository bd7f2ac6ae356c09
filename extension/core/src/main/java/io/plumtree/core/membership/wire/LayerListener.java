package io.plumtree.core.membership.wire;

/** Hears how messages were packed; of interest to diagnosis only. */
public interface LayerListener {

    /**
     * What follows is within this.
     *
     * @param layer what
     */
    default void entered(Layer layer) {
    }

    /** The last layer entered and not left has nothing more in it. */
    default void left() {
    }
}
