package io.plumtree.core.wire;

/**
 * Ends the reading of a connection's input, within this package only. It has no stack trace: whoever sends nonsense shall
 * not make us spend time on it.
 */
final class MalformedInput extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient RejectedInput why;

    MalformedInput(RejectedInput.Reason reason, String detail) {
        super(detail, null, false, false);
        this.why = new RejectedInput(reason, detail);
    }

    RejectedInput why() {
        return why;
    }
}
