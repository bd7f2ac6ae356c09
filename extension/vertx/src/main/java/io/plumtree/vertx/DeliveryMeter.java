package io.plumtree.vertx;

/**
 * Measures what is handed to the application. Called for each message on the event loop, which it must not hold up; after it
 * threw once it is called no more.
 */
@FunctionalInterface
public interface DeliveryMeter {

    /**
     * One message was handed over.
     *
     * @param hops how many links it travelled; 0 if this node broadcast it
     * @param sentAtMillis when it was broadcast, by its origin's wall clock
     * @param redelivered whether an earlier incarnation of this node may have been handed it
     */
    void delivered(int hops, long sentAtMillis, boolean redelivered);
}
