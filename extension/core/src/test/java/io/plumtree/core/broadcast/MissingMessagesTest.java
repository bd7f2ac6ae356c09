package io.plumtree.core.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.RetainedMessages;
import io.plumtree.core.util.TimerQueue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Intervals of missing messages against a map of every missing message to those who announced it. */
class MissingMessagesTest {

    private static final int SEQUENCES = 40;
    private static final int SLOTS = 4;
    private static final long BASELINE = 3;

    enum Kind {
        ANNOUNCED,
        ARRIVED,
        GIVEN_UP,
        FORGOTTEN
    }

    record Step(Kind kind, int stream, long from, long length, int slot) {
        long to() {
            return from + length;
        }
    }

    /** One stream and what should be said of it. */
    private static final class Modelled {
        final StreamState stream;
        final TreeSet<Long> arrived = new TreeSet<>();
        final TreeMap<Long, Long> missing = new TreeMap<>();

        Modelled(String topic) {
            StreamId id = new StreamId(NodeId.of("o"), 1, topic);
            stream = new StreamState(id, new OriginTree(id.origin(), false, 0), BASELINE,
                    new RetainedMessages(1, 1, 1, new TimerQueue()).open(id), TestCursors.cursor());
            LongStream.rangeClosed(0, BASELINE).forEach(arrived::add);
        }
    }

    @Property(tries = 500, seed = "1")
    void intervalsCoverExactlyWhatIsMissing(@ForAll("steps") List<Step> steps) {
        new Run().all(steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> lengths = Arbitraries.longs().between(0, 12);
        return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 1),
                Arbitraries.longs().between(1, SEQUENCES), lengths, Arbitraries.integers().between(0, SLOTS - 1))
                .as(Step::new).list().ofMaxSize(60);
    }

    /** Two streams and their steps so far. */
    private static final class Run {

        private final TimerQueue timers = new TimerQueue();
        private final MissingMessages missing = new MissingMessages(timers, (interval, now) -> {
            throw new AssertionError("no time passes");
        });
        private final List<Modelled> streams = List.of(new Modelled("a"), new Modelled("b"));

        void all(List<Step> steps) {
            for (Step step : steps) {
                Modelled modelled = streams.get(step.stream);
                switch (step.kind) {
                    case ANNOUNCED -> announced(modelled, step);
                    case ARRIVED -> arrived(modelled, step.from);
                    case GIVEN_UP -> givenUp(modelled, step);
                    case FORGOTTEN -> {
                        missing.forget(step.slot);
                        streams.forEach(each -> each.missing.replaceAll((sequence, by) -> by & ~(1L << step.slot)));
                    }
                }
                streams.forEach(Run::assertCovered);
                int intervals = streams.stream().mapToInt(each -> each.stream.missing.size()).sum();
                assertEquals(intervals, missing.size());
                assertEquals(intervals, timers.size(), "each is waited for, none twice, nothing else is");
            }
        }

        private void announced(Modelled modelled, Step step) {
            List<Long> covered = new ArrayList<>();
            for (MissingInterval interval : missing.cover(modelled.stream, step.from, step.to(), 0)) {
                interval.announcers |= 1L << step.slot;
                if (!interval.timer.scheduled()) {
                    timers.schedule(interval.timer, step.from);
                }
                LongStream.rangeClosed(interval.from, interval.to).forEach(covered::add);
            }
            List<Long> expected = LongStream.rangeClosed(step.from, step.to()).boxed()
                    .filter(sequence -> !modelled.arrived.contains(sequence)).toList();
            assertEquals(expected, covered);
            expected.forEach(sequence -> modelled.missing.merge(sequence, 1L << step.slot, (a, b) -> a | b));
        }

        private void arrived(Modelled modelled, long sequence) {
            assertEquals(!modelled.arrived.contains(sequence), modelled.stream.window.add(sequence));
            MissingInterval interval = missing.find(modelled.stream, sequence);
            assertEquals(modelled.missing.containsKey(sequence), interval != null);
            if (interval != null) {
                assertEquals(interval.from < interval.to, missing.arrived(interval, sequence));
            }
            modelled.arrived.add(sequence);
            modelled.missing.remove(sequence);
        }

        private void givenUp(Modelled modelled, Step step) {
            missing.cover(modelled.stream, step.from, step.to(), 0).forEach(missing::remove);
            modelled.stream.window.addAll(step.from, step.to());
            LongStream.rangeClosed(step.from, step.to()).forEach(modelled.arrived::add);
            modelled.missing.subMap(step.from, true, step.to(), true).clear();
        }

        private static void assertCovered(Modelled modelled) {
            Map<Long, Long> covered = new TreeMap<>();
            long before = 0;
            for (MissingInterval interval : modelled.stream.missing) {
                assertTrue(before < interval.from && interval.from <= interval.to, "ascending and disjoint");
                before = interval.to;
                LongStream.rangeClosed(interval.from, interval.to)
                        .forEach(sequence -> covered.put(sequence, interval.announcers));
            }
            assertEquals(modelled.missing, covered);
        }
    }
}
