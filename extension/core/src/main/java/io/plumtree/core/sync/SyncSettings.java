package io.plumtree.core.sync;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;

/** What follows from the configuration. */
public final class SyncSettings {

    private static final int DIGESTS = 2;

    private SyncSettings() {
    }

    /**
     * How long a stream is silent, in nanoseconds, before its marks are compared: by then announcements and the first digest
     * have told all who can hear.
     */
    public static long settle(PlumtreeConfig config) {
        return DIGESTS * config.get(ConfigKey.DIGEST_INTERVAL).toNanos();
    }
}
