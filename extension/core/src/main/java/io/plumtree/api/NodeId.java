package io.plumtree.api;

import java.nio.charset.StandardCharsets;

/**
 * The identity of one node: a non-blank string of at most {@value #MAX_BYTES} UTF-8 bytes, unique in its cluster.
 * <p>
 * Identities order by their UTF-16 code units, as strings do. Other types map to it by an {@link IdCodec}.
 */
public final class NodeId implements Comparable<NodeId> {

    /** Longest identity, in UTF-8 bytes. */
    public static final int MAX_BYTES = 255;

    private final String value;
    private final int hash;

    private NodeId(String value) {
        this.value = value;
        this.hash = value.hashCode();
    }

    /**
     * @param value the identity
     * @return the node id of that text
     * @throws IllegalArgumentException if {@code value} is blank, has control characters, unpaired surrogates, or is longer
     *         than {@value #MAX_BYTES} UTF-8 bytes
     */
    public static NodeId of(String value) {
        return new NodeId(Names.checked("node id", value, MAX_BYTES));
    }

    /** @return the identity as text */
    public String value() {
        return value;
    }

    /** @return the identity as UTF-8 bytes, at most {@value #MAX_BYTES} */
    public byte[] toBytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof NodeId id && hash == id.hash && value.equals(id.value));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return value;
    }
}
