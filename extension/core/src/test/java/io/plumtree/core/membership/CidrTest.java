package io.plumtree.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plumtree.api.Address;
import io.plumtree.core.membership.message.MemberAddress;

class CidrTest {

    @ParameterizedTest
    @CsvSource({ "127.0.0.0/8, 127.0.0.1, true", "127.0.0.0/8, 128.0.0.1, false", "10.1.2.3/32, 10.1.2.3, true",
            "10.1.2.3/32, 10.1.2.2, false", "10.128.0.0/9, 10.200.0.1, true", "10.128.0.0/9, 10.127.0.1, false",
            "0.0.0.0/0, 8.8.8.8, true", "fd00::/8, fd12::1, true", "fd00::/8, fe80::1, false", "fd00::/8, 127.0.0.1, false",
            "127.0.0.0/8, ::ffff:127.0.0.1, true", "127.0.0.0/8, ::1, false" })
    void aRangeHoldsTheAddressesThatShareItsLeadingBits(String range, String address, boolean held) {
        assertEquals(held, Cidr.parse(range).contains(MemberAddress.of(new Address(address, 1))));
    }

    @ParameterizedTest
    @CsvSource({ "127.0.0.1", "127.0.0.0/33", "127.0.0.0/-1", "host/8", "fd00::/129", "/8", "1.2.3.4/" })
    void whatIsNoRangeIsRefusedByName(String text) {
        assertEquals(true, assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text)).getMessage().contains(text));
    }

    @Test
    void aRangeIsShownAsItIsWritten() {
        assertEquals("10.0.0.0/8", Cidr.parse("10.0.0.0/8").toString());
    }
}
