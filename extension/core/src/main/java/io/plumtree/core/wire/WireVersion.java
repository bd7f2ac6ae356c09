package io.plumtree.core.wire;

/** The versions of the wire format that this node speaks, and which one two nodes agree on. */
public final class WireVersion {

    /** The oldest version spoken here. */
    public static final int OLDEST = 1;
    /** The newest version spoken here. */
    public static final int NEWEST = 1;
    /** The greatest number that a version can have. */
    public static final int GREATEST = 0xFFFF;
    /** No version is spoken by both. */
    public static final int NONE = 0;

    private WireVersion() {
    }

    /**
     * @param hello what the other end speaks
     * @return the newest version spoken by both, or {@link #NONE}
     */
    public static int common(Hello hello) {
        int newest = Math.min(NEWEST, hello.maxVersion());
        return newest >= Math.max(OLDEST, hello.minVersion()) ? newest : NONE;
    }
}
