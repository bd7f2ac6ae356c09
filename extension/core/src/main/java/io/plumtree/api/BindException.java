package io.plumtree.api;

/** The node could not listen. It did not start. */
public final class BindException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param address where it tried to listen
     * @param cause what the system said
     */
    public BindException(Address address, Throwable cause) {
        super("cannot listen on " + address + " (bind-address, bind-port): " + cause.getMessage(), cause);
    }
}
