package io.plumtree.core.util;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TimerQueueTest {

    private record Scheduled(long at, int number) {
    }

    @Property(tries = 200)
    void timersFireByDeadlineThenByOrderWhateverIsCancelledInBetween(@ForAll long seed) {
        Prng random = new Prng(seed);
        long origin = random.nextLong(); // the clock may be anywhere, and may wrap
        TimerQueue queue = new TimerQueue();
        List<Integer> fired = new ArrayList<>();
        List<Scheduled> expected = new ArrayList<>();
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            Timer timer = new Timer(now -> fired.add(number));
            timers.add(timer);
            long delay = random.nextInt(50);
            queue.schedule(timer, origin + delay);
            expected.add(new Scheduled(delay, number));
            if (random.nextInt(3) == 0) {
                int victim = random.nextInt(timers.size());
                queue.cancel(timers.get(victim));
                expected.removeIf(scheduled -> scheduled.number == victim);
            }
        }
        assertEquals(expected.size(), queue.size());
        expected.sort(Comparator.comparingLong(Scheduled::at)); // stable: order of scheduling decides ties
        queue.advance(origin + 50);
        assertEquals(expected.stream().map(Scheduled::number).toList(), fired);
        assertEquals(Long.MAX_VALUE, queue.nanosToFirst(origin));
    }

    @Test
    void aTimerMayScheduleItselfAgain() {
        TimerQueue queue = new TimerQueue();
        List<Long> fired = new ArrayList<>();
        Timer[] timer = new Timer[1];
        timer[0] = new Timer(now -> {
            fired.add(now);
            if (fired.size() < 3) {
                queue.schedule(timer[0], now);
            }
        });
        queue.schedule(timer[0], 10);
        assertEquals(5, queue.nanosToFirst(5));
        queue.advance(9);
        assertEquals(List.of(), fired);
        queue.advance(10);
        assertEquals(List.of(10L, 10L, 10L), fired);
    }
}
