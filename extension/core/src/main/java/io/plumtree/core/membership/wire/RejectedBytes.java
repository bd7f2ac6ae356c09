package io.plumtree.core.membership.wire;

/**
 * Why bytes were not understood.
 *
 * @param reason for counting
 * @param detail for people: what was found and what is allowed; holds no text that came from outside
 */
public record RejectedBytes(Reason reason, String detail) {

    /** What is wrong. */
    public enum Reason {
        /** No label, another one, or one where none belongs. */
        WRONG_LABEL,
        /** A label header that is cut off or names no label. */
        BAD_LABEL,
        /** No key of the keyring opens it. */
        NOT_DECRYPTED,
        /** It has to be encrypted and is not. */
        NOT_ENCRYPTED,
        /** It is encrypted, and there is no key. */
        NO_KEY,
        /** The checksum does not match. */
        BAD_CHECKSUM,
        /** There is nothing in it. */
        EMPTY,
        /** A message type that is unknown, or has no place there. */
        UNKNOWN_TYPE,
        /** It ends before its fields do. */
        TRUNCATED,
        /** Compressed bytes that nothing was compressed to. */
        BAD_COMPRESSION,
        /** Layers within layers, more than allowed. */
        TOO_DEEP,
        /** A length or a count beyond the limit. */
        TOO_LARGE,
        /** Too much of others is being received at one time. */
        NO_ROOM,
        /** A field of another type. */
        BAD_TYPE,
        /** A number that its field cannot hold. */
        OUT_OF_RANGE,
        /** A member's name that cannot be one. */
        BAD_NAME,
        /** Metadata longer than allowed. */
        META_TOO_LARGE,
        /** An IP address of neither 4 nor 16 bytes. */
        BAD_ADDRESS,
        /** A member's state that is none. */
        BAD_STATE
    }

    /** @return whether whoever asked on a stream is told; who is not of this cluster is not */
    public boolean answered() {
        return reason != Reason.WRONG_LABEL && reason != Reason.BAD_LABEL;
    }
}
