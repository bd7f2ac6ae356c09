package io.plumtree.simulator.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.core.util.Prng;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();

    @Test
    void eventsHappenByMomentAndThoseOfOneMomentInTheOrderInWhichTheyWereScheduled() {
        record Scheduled(long at, int number) {
        }
        Prng random = new Prng(1);
        List<Scheduled> expected = new ArrayList<>();
        List<Scheduled> happened = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Scheduled one = new Scheduled(random.nextInt(500), i);
            expected.add(one);
            time.at(one.at, () -> {
                assertEquals(one.at, time.now());
                happened.add(one);
            });
        }
        assertEquals(20_000, time.pending());
        time.runUntil(1_000);
        expected.sort(Comparator.comparingLong(Scheduled::at));
        assertEquals(expected, happened);
        assertEquals(0, time.pending());
        assertEquals(20_000, time.happened());
    }

    @Test
    void whatHappensMaySchedule() {
        List<Long> moments = new ArrayList<>();
        time.at(5, () -> {
            time.in(0, () -> moments.add(time.now()));
            time.in(10, () -> moments.add(time.now()));
            time.at(7, () -> moments.add(time.now()));
        });
        time.runUntil(14);
        assertEquals(List.of(5L, 7L), moments);
        time.runUntil(15);
        assertEquals(List.of(5L, 7L, 15L), moments);
    }

    @Test
    void anEventMayHappenAgain() {
        int[] times = new int[1];
        Event event = new Event() {
            @Override
            protected void happen() {
                if (++times[0] < 3) {
                    time.at(time.now() + 1, this);
                }
            }
        };
        time.at(1, event);
        time.runUntil(100);
        assertEquals(3, times[0]);
    }

    @Test
    void itIsTheMomentRunUntilWhetherAnythingHappensOrNot() {
        time.runUntil(50);
        assertEquals(50, time.now());
        time.runUntil(40);
        assertEquals(50, time.now());
        assertThrows(IllegalArgumentException.class, () -> time.at(49, () -> {
        }));
    }
}
