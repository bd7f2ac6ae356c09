package io.plumtree.core.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

class IntervalSetTest {

    private static final int VALUES = 40;

    enum Kind {
        ADD,
        ADD_ALL,
        REMOVE,
        REMOVE_UP_TO,
        CLEAR
    }

    record Step(Kind kind, int a, int b) {
    }

    @Property
    void behavesLikeASetOfNumbers(@ForAll("steps") List<Step> steps, @ForAll("bases") long base) {
        IntervalSet set = new IntervalSet();
        TreeSet<Integer> model = new TreeSet<>();
        for (Step step : steps) {
            apply(step, base, set, model);
            assertSame(base, set, model);
        }
    }

    @Property
    void missingAndContainedIntervalsPartitionTheAskedRange(@ForAll("steps") List<Step> steps, @ForAll("bases") long base,
            @ForAll("offsets") int from, @ForAll("offsets") int to) {
        IntervalSet set = new IntervalSet();
        TreeSet<Integer> model = new TreeSet<>();
        steps.forEach(step -> apply(step, base, set, model));

        List<String> expectedMissing = new ArrayList<>();
        List<String> expectedContained = new ArrayList<>();
        for (int start = from; start <= to;) {
            boolean contained = model.contains(start);
            int end = start;
            while (end < to && model.contains(end + 1) == contained) {
                end++;
            }
            (contained ? expectedContained : expectedMissing).add((base + start) + ".." + (base + end));
            start = end + 1;
        }

        List<String> missing = new ArrayList<>();
        set.forEachMissing(base + from, base + to, (first, last) -> missing.add(first + ".." + last));
        List<String> contained = new ArrayList<>();
        set.forEachContained(base + from, base + to, (first, last) -> contained.add(first + ".." + last));

        assertEquals(expectedMissing, missing);
        assertEquals(expectedContained, contained);
    }

    @Example
    void oneIntervalGrowsWithAStreamInOrder() {
        IntervalSet set = new IntervalSet();
        for (long sequence = 1; sequence <= 100_000; sequence++) {
            assertTrue(set.add(sequence));
        }
        assertEquals(1, set.intervals());
        assertEquals(99_999, set.rank(100_000));
        assertEquals("[1..100000]", set.toString());
    }

    @Example
    void holesThatAreFilledLeaveOneInterval() {
        IntervalSet set = new IntervalSet();
        for (long sequence = 1; sequence <= 999; sequence += 2) {
            set.add(sequence);
        }
        assertEquals(500, set.intervals());
        for (long sequence = 2; sequence <= 998; sequence += 2) {
            set.add(sequence);
        }
        assertEquals("[1..999]", set.toString());
    }

    @Example
    void spansAllLongsWithoutOverflow() {
        IntervalSet set = new IntervalSet();
        set.addAll(0, Long.MAX_VALUE);
        assertFalse(set.add(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, set.rank(Long.MAX_VALUE));
        set.addAll(Long.MIN_VALUE, -1);
        assertEquals(1, set.intervals());
        set.forEachMissing(Long.MIN_VALUE, Long.MAX_VALUE, (from, to) -> {
            throw new AssertionError("nothing is missing");
        });
        set.remove(5, 5);
        assertEquals("[-9223372036854775808..4, 6..9223372036854775807]", set.toString());
        set.removeUpTo(Long.MAX_VALUE - 1);
        assertEquals(Long.MAX_VALUE, set.from(0));
        assertEquals(Long.MAX_VALUE, set.last());
        set.removeUpTo(Long.MAX_VALUE);
        assertTrue(set.isEmpty());
    }

    @Example
    void askingForWhatIsNotThereNamesTheMistake() {
        IntervalSet set = new IntervalSet();
        assertThrows(NoSuchElementException.class, set::last);
        assertThrows(IndexOutOfBoundsException.class, () -> set.from(0));
        assertThrows(IndexOutOfBoundsException.class, () -> set.to(0));
    }

    private static void apply(Step step, long base, IntervalSet set, TreeSet<Integer> model) {
        switch (step.kind) {
            case ADD -> assertEquals(model.add(step.a), set.add(base + step.a));
            case ADD_ALL -> {
                set.addAll(base + step.a, base + step.b);
                for (int value = step.a; value <= step.b; value++) {
                    model.add(value);
                }
            }
            case REMOVE -> {
                set.remove(base + step.a, base + step.b);
                for (int value = step.a; value <= step.b; value++) {
                    model.remove(value);
                }
            }
            case REMOVE_UP_TO -> {
                set.removeUpTo(base + step.a);
                model.headSet(step.a, true).clear();
            }
            case CLEAR -> {
                set.clear();
                model.clear();
            }
        }
    }

    private static void assertSame(long base, IntervalSet set, TreeSet<Integer> model) {
        assertEquals(model.isEmpty(), set.isEmpty());
        for (int value = 0; value < VALUES; value++) {
            assertEquals(model.contains(value), set.contains(base + value));
            assertEquals(model.headSet(value).size(), set.rank(base + value));
            if (base >= 0) {
                Integer next = model.ceiling(value);
                assertEquals(next == null ? -1 : base + next, set.next(base + value));
            }
            if (model.contains(value)) {
                int end = value;
                while (model.contains(end + 1)) {
                    end++;
                }
                assertEquals(base + end, set.endOf(base + value));
            } else {
                long absent = base + value;
                assertThrows(NoSuchElementException.class, () -> set.endOf(absent));
            }
        }
        if (!model.isEmpty()) {
            assertEquals(base + model.last(), set.last());
        }
        for (int i = 0; i < set.intervals(); i++) {
            assertTrue(set.from(i) <= set.to(i));
            assertTrue(i == 0 || set.to(i - 1) < set.from(i) - 1, "touching intervals: " + set);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(Tuple.of(8, Kind.ADD),
                Tuple.of(4, Kind.ADD_ALL), Tuple.of(4, Kind.REMOVE),
                Tuple.of(2, Kind.REMOVE_UP_TO), Tuple.of(1, Kind.CLEAR));
        return Combinators.combine(kinds, offsets(), offsets()).as(Step::new).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<Integer> offsets() {
        return Arbitraries.integers().between(0, VALUES - 1).withDistribution(RandomDistribution.uniform());
    }

    /** The ends of the range of long are where sums overflow. */
    @Provide
    Arbitrary<Long> bases() {
        return Arbitraries.of(0L, 1L, Long.MIN_VALUE, -20L, Long.MAX_VALUE - VALUES + 1);
    }
}
