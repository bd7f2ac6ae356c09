package io.plumtree.core.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final long MIN = 100_000_000L;
    private static final long MAX = 5_000_000_000L;

    @Test
    void delaysDoubleUpToTheGreatestAndStayInTheirUpperHalf() {
        for (int seed = 0; seed < 100; seed++) {
            Backoff backoff = new Backoff(MIN, MAX, new Prng(seed));
            long ceiling = MIN;
            for (int attempt = 0; attempt < 20; attempt++) {
                ceiling = Math.min(2 * ceiling, MAX);
                long delay = backoff.next();
                assertTrue(delay >= ceiling / 2 && delay <= ceiling, delay + " ns at attempt " + attempt);
            }
        }
    }

    @Test
    void delaysDiffer() {
        Backoff one = new Backoff(MIN, MAX, new Prng(1));
        Backoff other = new Backoff(MIN, MAX, new Prng(2));
        assertNotEquals(one.next(), other.next());
    }

    @Test
    void aSuccessMakesDelaysShortAgain() {
        Backoff backoff = new Backoff(MIN, MAX, new Prng(3));
        for (int attempt = 0; attempt < 20; attempt++) {
            backoff.next();
        }
        backoff.reset();
        assertTrue(backoff.next() <= 2 * MIN);
    }

    @Test
    void equalBoundsLeaveNoChoice() {
        Backoff backoff = new Backoff(MIN, MIN, new Prng(4));
        assertEquals(MIN, backoff.next());
        assertEquals(MIN, backoff.next());
    }
}
