package io.plumtree.api;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The keys that protect this node's membership. To change the key of a cluster without locking anybody out: add the new one
 * at every node, use it at every node, remove the old one at every node. Safe for use by any thread.
 * <p>
 * Stages complete exceptionally with {@link IllegalArgumentException} where something is not allowed, and then nothing has
 * changed.
 */
public interface ClusterKeyring {

    /** @return completes with copies of the keys, of which the first encrypts */
    CompletionStage<List<byte[]>> keys();

    /**
     * Reads what is encrypted with that key from now on.
     *
     * @param key 16, 24 or 32 bytes, copied
     * @return completes when it is there
     */
    CompletionStage<Void> add(byte[] key);

    /**
     * Encrypts with that key from now on.
     *
     * @param key one that was added
     * @return completes when it is in use
     */
    CompletionStage<Void> use(byte[] key);

    /**
     * Reads what is encrypted with that key no more.
     *
     * @param key any but the one in use
     * @return completes when it is gone
     */
    CompletionStage<Void> remove(byte[] key);
}
