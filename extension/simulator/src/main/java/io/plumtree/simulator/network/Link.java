package io.plumtree.simulator.network;

/** A connection of two nodes, with a channel in each direction. */
public final class Link {

    private final Channel forth;
    private final Channel back;
    /** Nothing more is sent: one end closed it, or it broke. */
    boolean open = true;
    /** Since when nothing passes in one of the directions; -1 if everything passes. */
    long blockedSince = -1;

    Link(Network network, Endpoint dialer, Endpoint acceptor) {
        forth = new Channel(network, this, dialer, acceptor);
        back = new Channel(network, this, acceptor, dialer);
    }

    /** @return whether both ends can send */
    public boolean open() {
        return open;
    }

    /** @return from who dialled to who accepted */
    public Channel forth() {
        return forth;
    }

    /** @return the other direction */
    public Channel back() {
        return back;
    }

    /** @return the channel on which {@code end} sends */
    public Channel from(Endpoint end) {
        return forth.from() == end ? forth : back;
    }

    /** @return the node at the other end */
    public Endpoint other(Endpoint end) {
        return from(end).to();
    }
}
