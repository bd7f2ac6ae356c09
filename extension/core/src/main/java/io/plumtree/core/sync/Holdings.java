package io.plumtree.core.sync;

import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.overlay.Neighbour;

/** What is compared: what this node knows of the streams that had traffic within the window. */
public interface Holdings {

    /** The place before which no stream is. */
    long FIRST = Long.MIN_VALUE;
    /** The place after which no stream is. */
    long LAST = Long.MAX_VALUE;

    /** @return whether this node has been told the cluster's marks: before that it cannot tell what it misses */
    boolean comparable(long now);

    /** @return whether any stream had traffic within the window */
    boolean any(long now);

    /** @return the hash over all of them */
    SyncRoot root(long now);

    /**
     * Their digests, by place.
     *
     * @param from first place
     * @param max how many at most
     * @return the page up to its last digest if there are more, else up to {@link #LAST}
     */
    SyncPage page(long from, int max, long now);

    /**
     * The answer to a page.
     *
     * @param theirs the page
     * @param max how many digests at most
     * @return digests of the streams of which more is known here; up to the last digest if there are more, else up to the end
     *         of {@code theirs}
     */
    SyncPage answer(SyncPage theirs, int max, long now);

    /** Asks for what {@code by} has and this node misses. */
    void told(Neighbour by, SyncPage page, long now);
}
