package io.plumtree.api;

import java.util.List;

/**
 * Finds members of a cluster to join, beside the seeds that are configured: in a registry, a cloud's interface, a database.
 * Asked again and again, because who is there changes.
 */
@FunctionalInterface
public interface SeedProvider {

    /**
     * Called on a worker thread: it may block.
     *
     * @return where members may listen, this node itself perhaps included; host names are looked up as the system does
     * @throws Exception if it cannot tell now; that is logged, and it is asked again later
     */
    List<Address> seeds() throws Exception;
}
