package io.plumtree.api;

/**
 * A peer that is known by configuration or by hand: who it is and where it listens for broadcasts.
 *
 * @param id the peer's node id
 * @param address where it listens
 */
public record PeerAddress(NodeId id, Address address) {

    /**
     * Reads {@code id@host:port}, or {@code id@[ipv6]:port}. The id may contain {@code @}: the last one separates.
     *
     * @param text the peer
     * @return the peer
     * @throws IllegalArgumentException if {@code text} has another form, naming it
     */
    public static PeerAddress parse(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not id@host:port");
        }
        Address address = Address.parse(text.substring(at + 1));
        if (address.port() == 0) {
            throw new IllegalArgumentException("'" + text + "' has port 0, where nobody can listen");
        }
        return new PeerAddress(NodeId.of(text.substring(0, at)), address);
    }

    @Override
    public String toString() {
        return id + "@" + address;
    }
}
