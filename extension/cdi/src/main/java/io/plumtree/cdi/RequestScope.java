package io.plumtree.cdi;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;

/** Runs something with a request context: the current one, or one of its own. */
@Singleton
public class RequestScope {

    /** @param task run on the calling thread */
    @ActivateRequestContext
    public void run(Runnable task) {
        task.run();
    }
}
