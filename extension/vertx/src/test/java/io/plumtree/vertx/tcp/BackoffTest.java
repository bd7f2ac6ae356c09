package io.plumtree.vertx.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration MIN = Duration.ofMillis(100);
    private static final Duration MAX = Duration.ofSeconds(5);

    @Test
    void delaysDoubleUpToTheGreatestAndStayInTheirUpperHalf() {
        for (int seed = 0; seed < 100; seed++) {
            Backoff backoff = new Backoff(MIN, MAX, new SplittableRandom(seed));
            long ceiling = MIN.toMillis();
            for (int attempt = 0; attempt < 20; attempt++) {
                ceiling = Math.min(2 * ceiling, MAX.toMillis());
                long delay = backoff.next().toMillis();
                assertTrue(delay >= ceiling / 2 && delay <= ceiling, delay + " ms at attempt " + attempt);
            }
        }
    }

    @Test
    void delaysDiffer() {
        Backoff one = new Backoff(MIN, MAX, new SplittableRandom(1));
        Backoff other = new Backoff(MIN, MAX, new SplittableRandom(2));
        assertTrue(!one.next().equals(other.next()));
    }

    @Test
    void aSuccessMakesDelaysShortAgain() {
        Backoff backoff = new Backoff(MIN, MAX, new SplittableRandom(3));
        for (int attempt = 0; attempt < 20; attempt++) {
            backoff.next();
        }
        backoff.reset();
        assertTrue(backoff.next().compareTo(MIN.multipliedBy(2)) <= 0);
    }

    @Test
    void equalBoundsLeaveNoChoice() {
        Backoff backoff = new Backoff(MIN, MIN, new SplittableRandom(4));
        assertEquals(MIN, backoff.next());
        assertEquals(MIN, backoff.next());
    }
}
