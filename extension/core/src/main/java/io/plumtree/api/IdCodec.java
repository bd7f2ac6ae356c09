package io.plumtree.api;

import java.util.UUID;
import java.util.function.Function;

/**
 * Maps an application's own type of node identity to {@link NodeId} and back.
 *
 * @param <T> the application's identity type
 */
public interface IdCodec<T> {

    /** Text as it is. */
    IdCodec<String> STRING = of(Function.identity(), Function.identity());
    /** Decimal digits. */
    IdCodec<Integer> INTEGER = of(String::valueOf, Integer::valueOf);
    /** Decimal digits. */
    IdCodec<Long> LONG = of(String::valueOf, Long::valueOf);
    /** The canonical 36 characters. */
    IdCodec<UUID> UUID = of(java.util.UUID::toString, java.util.UUID::fromString);

    /**
     * @param id an identity of the application
     * @return its node id; equal identities give equal node ids
     * @throws IllegalArgumentException if it cannot be a node id (see {@link NodeId#of})
     */
    NodeId encode(T id);

    /**
     * @param id a node id
     * @return the identity that {@link #encode} maps to it
     * @throws IllegalArgumentException if {@code id} was not made by this codec
     */
    T decode(NodeId id);

    /**
     * A codec from two functions that are each other's inverse.
     *
     * @param <T> the application's identity type
     * @param toText writes an identity as text
     * @param fromText reads it back
     * @return the codec
     */
    static <T> IdCodec<T> of(Function<T, String> toText, Function<String, T> fromText) {
        return new IdCodec<>() {
            @Override
            public NodeId encode(T id) {
                return NodeId.of(toText.apply(id));
            }

            @Override
            public T decode(NodeId id) {
                return fromText.apply(id.value());
            }
        };
    }
}
