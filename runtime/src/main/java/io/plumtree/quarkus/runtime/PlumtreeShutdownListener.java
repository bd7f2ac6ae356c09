package io.plumtree.quarkus.runtime;

import io.plumtree.cdi.ManagedPlumtree;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.shutdown.ShutdownListener;

/**
 * Makes the node not ready as soon as the application is told to stop, before requests in flight are finished and the node
 * leaves: a load balancer has that long to look elsewhere.
 */
public class PlumtreeShutdownListener implements ShutdownListener {

    @Override
    public void preShutdown(ShutdownNotification notification) {
        stopping(notification);
    }

    @Override
    public void shutdown(ShutdownNotification notification) {
        stopping(notification);
    }

    private static void stopping(ShutdownNotification notification) {
        try {
            Arc.container().instance(ManagedPlumtree.class).get().stopping();
        } finally {
            notification.done();
        }
    }
}
