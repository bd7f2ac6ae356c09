package io.plumtree.core.wire;

/**
 * Why the bytes of a connection cannot be read any further.
 *
 * @param reason for counting
 * @param detail for people: what was found and what is allowed; holds no text that came from the other end
 */
public record RejectedInput(Reason reason, String detail) {

    /** What is wrong. */
    public enum Reason {
        /** A HELLO does not start with the protocol's magic bytes. */
        BAD_MAGIC,
        /** A frame is longer than one of its type can be. */
        OVERSIZED_FRAME,
        /** A frame type that is neither known nor optional. */
        UNKNOWN_TYPE,
        /** A frame ends before its fields do. */
        TRUNCATED,
        /** A frame has no type, or bytes beyond its fields. */
        BAD_LENGTH,
        /** Text that is not UTF-8. */
        BAD_UTF8,
        /** A name that is empty, blank, too long, given twice, or has control characters. */
        BAD_NAME,
        /** A number out of its range, or flags that no version has defined. */
        BAD_VALUE,
        /** More entries in a list than allowed. */
        TOO_MANY_ENTRIES,
        /** An index that no DECLARE has named, or a DECLARE beyond the table. */
        UNDECLARED_STREAM,
        /** A sequence, an interval or a low-water that cannot be. */
        BAD_SEQUENCE,
        /** Header names and values longer in all than allowed. */
        HEADERS_TOO_LARGE,
        /** A payload, as it travels or decompressed, longer than allowed. */
        PAYLOAD_TOO_LARGE
    }
}
