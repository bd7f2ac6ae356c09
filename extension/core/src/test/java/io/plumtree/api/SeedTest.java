package io.plumtree.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {

    @Test
    void everyFormIsReadAndShown() {
        assertEquals(new Seed(Seed.Kind.HOST, "localhost", 80), Seed.parse("localhost:80"));
        assertEquals(new Seed(Seed.Kind.HOST, "127.0.0.1", 7946), Seed.parse("127.0.0.1:7946"));
        assertEquals(new Seed(Seed.Kind.HOST, "::1", 7946), Seed.parse("[::1]:7946"));
        assertEquals(new Seed(Seed.Kind.DNS, "shop.internal", 7946), Seed.parse("dns:shop.internal:7946"));
        assertEquals(new Seed(Seed.Kind.SRV, "_plumtree._tcp.shop.internal", 0),
                Seed.parse("srv:_plumtree._tcp.shop.internal"));
        for (String text : new String[] { "localhost:80", "[::1]:7946", "dns:shop.internal:7946", "srv:shop.internal" }) {
            assertEquals(text, Seed.parse(text).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "localhost", "localhost:", ":80", "localhost:0", "localhost:80000", "localhost:-1", "::1:7946",
            "/localhost:80x", "dns:shop.internal", "dns::7946", "srv:", "srv:shop.internal:7946" })
    void anotherFormIsRefusedByName(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Seed.parse(text));
        assertTrue(refused.getMessage().contains("'" + text + "'") || refused.getMessage().contains("port"),
                refused.getMessage());
    }
}
