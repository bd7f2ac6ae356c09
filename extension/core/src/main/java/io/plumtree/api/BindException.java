package io.plumtree.api;

/** The node could not listen. It did not start. */
public final class BindException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    private final String prefix;

    /**
     * @param address where it tried to listen for broadcasts
     * @param cause what the system said
     */
    public BindException(Address address, Throwable cause) {
        this("", address, cause);
    }

    /**
     * @param prefix of the keys {@code bind-address} and {@code bind-port} that say where: {@code membership.} or nothing
     * @param address where it tried to listen
     * @param cause what the system said
     */
    public BindException(String prefix, Address address, Throwable cause) {
        super("cannot listen on " + address + " (" + prefix + "bind-address, " + prefix + "bind-port): "
                + cause.getMessage(), cause);
        this.prefix = prefix;
    }

    /** @return the prefix of the keys {@code bind-address} and {@code bind-port} that say where */
    public String prefix() {
        return prefix;
    }
}
