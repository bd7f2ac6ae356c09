package io.plumtree.vertx;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.api.SeedProvider;
import io.plumtree.core.membership.Delegates;
import io.plumtree.core.store.MessageStore;

/**
 * What the application gives to the node that it starts.
 *
 * @param config everything that is configured
 * @param listener hears what is wanted
 * @param wanted what it hears
 * @param meter measures deliveries; null if nobody wants to know
 * @param transport carries messages
 * @param resolver asked first for where a peer listens
 * @param delegates added to membership
 * @param seedProvider finds members to join, too
 * @param store keeps messages beyond the life of the process; null if nothing does
 */
record NodeSetup(PlumtreeConfig config, PlumtreeListener listener, Lanes.Wanted wanted, @Nullable DeliveryMeter meter,
        Transport transport,
        PeerResolver resolver, Delegates delegates, @Nullable SeedProvider seedProvider, @Nullable MessageStore store) {
}
