package io.plumtree.api;

/**
 * Where to look for members of a cluster to join.
 *
 * @param kind how
 * @param host host name or literal address, or the name of the DNS records
 * @param port where membership listens; 0 for {@link Kind#SRV}, whose records name it
 */
public record Seed(Kind kind, String host, int port) {

    private static final String DNS = "dns:";
    private static final String SRV = "srv:";

    /** How a seed is found. */
    public enum Kind {
        /** As the system finds it. */
        HOST,
        /** All of a name's A and AAAA records. */
        DNS,
        /** A name's SRV records, and the A and AAAA records of their targets. */
        SRV
    }

    /**
     * Reads {@code host:port}, {@code [ipv6]:port}, {@code dns:name:port} or {@code srv:name}.
     *
     * @param text the seed
     * @return the seed
     * @throws IllegalArgumentException if {@code text} has another form, naming it
     */
    public static Seed parse(String text) {
        if (text.startsWith(SRV)) {
            String name = text.substring(SRV.length());
            if (name.isBlank() || name.indexOf(':') >= 0) {
                throw new IllegalArgumentException("'" + text + "' is not srv:name");
            }
            return new Seed(Kind.SRV, name, 0);
        }
        boolean dns = text.startsWith(DNS);
        Address address;
        try {
            address = Address.parse(dns ? text.substring(DNS.length()) : text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not host:port, [ipv6]:port, dns:name:port or srv:name: "
                    + e.getMessage(), e);
        }
        if (address.port() == 0) {
            throw new IllegalArgumentException("'" + text + "' has port 0, where nobody can listen");
        }
        return new Seed(dns ? Kind.DNS : Kind.HOST, address.host(), address.port());
    }

    @Override
    public String toString() {
        return switch (kind) {
            case HOST -> new Address(host, port).toString();
            case DNS -> DNS + new Address(host, port);
            case SRV -> SRV + host;
        };
    }
}
