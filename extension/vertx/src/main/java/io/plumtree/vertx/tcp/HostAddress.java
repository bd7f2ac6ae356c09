package io.plumtree.vertx.tcp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;

/** Which address of this host to tell others when a node listens on all of them and is not told. */
public final class HostAddress {

    /** The local lock of a Vertx that whoever looks for a free port holds until it listens there. */
    public static final String LOCK = HostAddress.class.getName();

    private HostAddress() {
    }

    /**
     * @param wildcard the address listened on
     * @return of the interfaces that are up, in their order: a private address before a public one, and of the family of
     *         {@code wildcard} before the other; the loopback address on a host without a network
     * @throws SocketException if the interfaces cannot be read
     */
    public static InetAddress toAdvertise(InetAddress wildcard) throws SocketException {
        boolean ipv4 = wildcard instanceof Inet4Address;
        Comparator<InetAddress> otherFamily = Comparator.comparing(a -> a instanceof Inet4Address != ipv4);
        Comparator<InetAddress> notPrivate = Comparator.comparing(a -> !a.isSiteLocalAddress());
        return candidates().stream().min(otherFamily.thenComparing(notPrivate)).orElseGet(() -> loopback(ipv4));
    }

    private static List<InetAddress> candidates() throws SocketException {
        return NetworkInterface.networkInterfaces().filter(HostAddress::carries)
                .sorted(Comparator.comparing(NetworkInterface::getIndex)).flatMap(NetworkInterface::inetAddresses)
                .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress() && !a.isMulticastAddress()).toList();
    }

    private static boolean carries(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback() && !network.isPointToPoint();
        } catch (SocketException e) {
            // It went away while it was looked at.
            return false;
        }
    }

    private static InetAddress loopback(boolean ipv4) {
        try {
            return InetAddress.getByName(ipv4 ? "127.0.0.1" : "::1");
        } catch (UnknownHostException e) {
            throw new AssertionError("BUG: a literal address needs no look-up", e);
        }
    }
}
