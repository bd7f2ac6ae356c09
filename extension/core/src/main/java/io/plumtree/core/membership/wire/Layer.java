package io.plumtree.core.membership.wire;

/** What can be around messages. */
public enum Layer {
    /** The label of the cluster, in clear. */
    LABEL,
    /** AES-GCM, filled up to whole blocks. */
    ENCRYPTED_V0,
    /** AES-GCM. */
    ENCRYPTED_V1,
    /** A checksum. */
    CHECKSUM,
    /** LZW. */
    COMPRESSED,
    /** Several messages in one packet. */
    COMPOUND
}
