package io.plumtree.core.util;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LongMapTest {

    @Property(tries = 300)
    void itHoldsWhatAnOrdinaryMapHolds(@ForAll long seed) {
        Prng random = new Prng(seed);
        int spread = 1 + random.nextInt(200);
        LongMap<String> map = new LongMap<>();
        Map<Long, String> model = new TreeMap<>();
        for (int i = 0; i < 1_000; i++) {
            long key = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(spread);
            if (random.nextInt(2) == 0) {
                map.put(key, "v" + i);
                model.put(key, "v" + i);
            } else {
                assertEquals(model.remove(key), map.remove(key));
            }
            assertEquals(model.size(), map.size());
        }
        model.forEach((key, value) -> assertEquals(value, map.get(key)));
        for (long key = 0; key < spread; key++) {
            assertEquals(model.get(key), map.get(key));
        }
    }
}
