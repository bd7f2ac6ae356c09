package io.plumtree.api;

import java.util.Locale;

/** A set of values that fit an environment. Any key given besides overrides it. */
public enum Preset {

    /** General purpose. */
    DEFAULT,
    /** One data centre: short intervals, short retention. */
    LAN,
    /** Several regions: long intervals and timeouts, long retention, compression. */
    WAN,
    /** A thousand nodes and more: higher fanout, larger batches and caches, compression. */
    LARGE_CLUSTER;

    /** @return the name used in configuration: {@code default}, {@code lan}, {@code wan}, {@code large-cluster} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
