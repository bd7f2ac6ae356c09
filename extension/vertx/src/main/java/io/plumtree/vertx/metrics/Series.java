package io.plumtree.vertx.metrics;

/**
 * One series of a metric.
 *
 * @param labelled the value of the metric's label; empty if it has none
 * @param value reads it
 */
public record Series(String labelled, Value value) {

    /** Finds a value in a reading. */
    @FunctionalInterface
    public interface Value {

        /**
         * @param reading of one node
         * @return the value then
         */
        double of(Reading reading);
    }
}
