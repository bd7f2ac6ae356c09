package io.plumtree.core.membership;

import io.plumtree.api.Address;
import io.plumtree.core.membership.message.MemberAddress;

/**
 * A range of IP addresses that members may have.
 *
 * @param network any address in it
 * @param bits how many leading bits all of its addresses share
 */
public record Cidr(MemberAddress network, int bits) {

    public Cidr {
        int most = 8 * plain(network.ip()).length;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("a prefix of " + bits + " bits is not in 0.." + most);
        }
    }

    /**
     * @param text {@code 10.0.0.0/8} or {@code fd00::/8}
     * @return that range
     * @throws IllegalArgumentException if {@code text} has another form, naming it
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not address/bits");
        }
        try {
            return new Cidr(MemberAddress.of(new Address(text.substring(0, slash), 0)),
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not address/bits: " + e.getMessage(), e);
        }
    }

    /** @return whether the address is in this range, in whichever form an IPv4 address comes */
    public boolean contains(MemberAddress address) {
        byte[] a = plain(network.ip());
        byte[] b = plain(address.ip());
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >>> i % 8;
            if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] plain(byte[] ip) {
        if (ip.length != 16) {
            return ip;
        }
        for (int i = 0; i < 10; i++) {
            if (ip[i] != 0) {
                return ip;
            }
        }
        return ip[10] == -1 && ip[11] == -1 ? new byte[] { ip[12], ip[13], ip[14], ip[15] } : ip;
    }

    @Override
    public String toString() {
        return network.host() + "/" + bits;
    }
}
