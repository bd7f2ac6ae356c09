package io.plumtree.core.membership.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.api.Address;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** IP addresses as bytes and as text. */
class MemberAddressTest {

    private static final String MAPPED = "00000000000000000000ffff7f000001";

    @ParameterizedTest
    @CsvSource({ "127.0.0.1, 7f000001", "0.0.0.0, 00000000", "255.255.255.255, ffffffff",
            "::1, 00000000000000000000000000000001", "::, 00000000000000000000000000000000",
            "2001:db8::1, 20010db8000000000000000000000001", "fe80::1:0:0:1, fe800000000000000001000000000001",
            "1:0:0:2::3, 00010000000000020000000000000003", "1::2:0:0:3:4, 00010000000000020000000000030004" })
    void textAndBytesAreTheSame(String text, String hex) {
        assertEquals(text, MemberAddress.of(HexFormat.of().parseHex(hex), 1).host());
        assertArrayEquals(HexFormat.of().parseHex(hex), MemberAddress.of(new Address(text, 1)).ip());
    }

    @ParameterizedTest
    @CsvSource({ "2001:DB8:0:0:0:0:0:1, 20010db8000000000000000000000001", "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
            "::ffff:127.0.0.1, 00000000000000000000ffff7f000001", "64:ff9b::1.2.3.4, 0064ff9b000000000000000001020304",
            "1::, 00010000000000000000000000000000", "1:2:3:4:5:6:1.2.3.4, 00010002000300040005000601020304" })
    void otherFormsAreReadToo(String text, String hex) {
        assertEquals(hex, HexFormat.of().formatHex(MemberAddress.of(new Address(text, 1)).ip()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4", "1.2.3.", "1..2.3", "0x7f.0.0.1", ":",
            ":::", "1:2", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8:9", "12345::", "g::", "::1::2", "1.2.3.4::", "::1.2.3",
            "fe80::1%eth0", "1:2:3:4:5:6:7:1.2.3.4", "١.2.3.4" })
    void whatIsNoLiteralAddressIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> MemberAddress.of(new Address(text, 1)));
    }

    @Provide
    Arbitrary<byte[]> ips() {
        return Arbitraries.of((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 0xFF, (byte) 0x20).array(byte[].class).ofSize(16);
    }

    @Property(tries = 500)
    void everyAddressIsReadFromItsText(@ForAll("ips") byte[] ip) throws UnknownHostException {
        MemberAddress address = MemberAddress.of(ip, 7);

        assertArrayEquals(InetAddress.getByAddress(ip).getAddress(), InetAddress.getByName(address.host()).getAddress());
        if (InetAddress.getByAddress(ip).getAddress().length == 16) {
            assertEquals(address, MemberAddress.of(address.toAddress()));
        }
    }

    @Property(tries = 100)
    void anIpv4AddressIsItsFourNumbers(@ForAll @Size(4) byte[] ip) throws UnknownHostException {
        assertEquals(InetAddress.getByAddress(ip).getHostAddress(), MemberAddress.of(ip, 1).host());
        assertEquals(MemberAddress.of(ip, 1), MemberAddress.of(MemberAddress.of(ip, 1).toAddress()));
    }

    /** They are one place to connect to and two addresses to members. */
    @Test
    void theFormOfAnIpv4AddressIsKept() {
        MemberAddress mapped = MemberAddress.of(HexFormat.of().parseHex(MAPPED), 7946);
        MemberAddress plain = MemberAddress.of(new byte[] { 127, 0, 0, 1 }, 7946);

        assertNotEquals(plain, mapped);
        assertEquals(16, mapped.ip().length);
        assertEquals(new Address("127.0.0.1", 7946), mapped.toAddress());
        assertEquals(plain.toAddress(), mapped.toAddress());
        assertEquals("127.0.0.1:7946", plain.toString());
        assertEquals("[::ffff:127.0.0.1]:7946", mapped.toString());
        assertEquals("[::1]:1", MemberAddress.of(new Address("::1", 1)).toString());
    }

    @Test
    void portsDiffer() {
        MemberAddress address = MemberAddress.of(new byte[4], 0);

        assertNotEquals(address, address.withPort(1));
        assertEquals(address, address.withPort(1).withPort(0));
        assertThrows(IllegalArgumentException.class, () -> address.withPort(65_536));
        assertThrows(IllegalArgumentException.class, () -> MemberAddress.of(new byte[5], 1));
    }
}
