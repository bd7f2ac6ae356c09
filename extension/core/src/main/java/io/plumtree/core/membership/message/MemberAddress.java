package io.plumtree.core.membership.message;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;

/**
 * Where a member is reached: an IP address as the bytes that came, and a port. An IPv4 address can travel as 4 bytes or as
 * the 16 of {@code ::ffff:a.b.c.d}. These are not equal, and neither ever becomes the other: members compare addresses
 * byte for byte, and would see a conflict of names.
 */
public final class MemberAddress {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final byte[] MAPPED_PREFIX = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF };

    private final byte[] ip;
    private final int port;

    private MemberAddress(byte[] ip, int port) {
        this.ip = ip;
        this.port = port;
    }

    /**
     * @param ip 4 or 16 bytes, taken over, not copied
     * @param port 0 to 65535; 0 means the receiver's own port
     * @return that address
     * @throws IllegalArgumentException if there are more or fewer bytes, or the port is none
     */
    public static MemberAddress of(byte[] ip, int port) {
        if (!possible(ip)) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + ip.length);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        return new MemberAddress(ip, port);
    }

    /**
     * @param address its host a literal IP address
     * @return that address: 4 bytes for {@code a.b.c.d}, 16 for all else
     * @throws IllegalArgumentException if the host is a name
     */
    public static MemberAddress of(Address address) {
        return new MemberAddress(IpText.parse(address.host()), address.port());
    }

    /**
     * @param ip bytes
     * @return whether they can be an IP address
     */
    public static boolean possible(byte[] ip) {
        return ip.length == IPV4_BYTES || ip.length == IPV6_BYTES;
    }

    /** @return 4 or 16 bytes, no copy */
    public byte[] ip() {
        return ip;
    }

    /** @return 0 to 65535 */
    public int port() {
        return port;
    }

    /**
     * @param other 0 to 65535
     * @return the same IP address with another port
     */
    public MemberAddress withPort(int other) {
        return other == port ? this : of(ip, other);
    }

    /** @return the IP address as text, as the system's tools write it: {@code ::ffff:a.b.c.d} is {@code a.b.c.d} */
    public String host() {
        return mapped() ? IpText.format(Arrays.copyOfRange(ip, MAPPED_PREFIX.length, IPV6_BYTES)) : IpText.format(ip);
    }

    /** @return where to connect to; not always what {@link #of(Address)} makes this address of */
    public Address toAddress() {
        return new Address(host(), port);
    }

    private boolean mapped() {
        return ip.length == IPV6_BYTES && Arrays.equals(ip, 0, MAPPED_PREFIX.length, MAPPED_PREFIX, 0, MAPPED_PREFIX.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof MemberAddress address && port == address.port && Arrays.equals(ip, address.ip));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ip) + port;
    }

    /** Tells every address from every other. */
    @Override
    public String toString() {
        return (mapped() ? "[::ffff:" + host() + "]" : ip.length == IPV6_BYTES ? "[" + host() + "]" : host()) + ":" + port;
    }
}
