package io.plumtree.core.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.Effects;
import io.plumtree.core.Tally;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.store.RetainedMessages;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What each neighbour is announced, message by message, against what it should be. */
class AnnouncerTest {

    private static final int NEIGHBOURS = 4;
    private static final int KEPT = 12;
    private static final int DIGEST_INTERVALS = 8;
    private static final long SECONDS = 1_000_000_000L;
    private static final Duration FLUSHED = Duration.ofSeconds(1);
    private static final Duration SILENT = Duration.ofSeconds(30);

    enum Kind {
        ARRIVED,
        HEARD,
        CHILD,
        FLUSHED,
        SILENT
    }

    record Step(Kind kind, int stream, long sequence, int slot) {
    }

    /** One stream and what should be announced of it. */
    private static final class Modelled {
        final StreamState stream;
        final TreeSet<Long> unannounced = new TreeSet<>();
        final long[] heard = new long[NEIGHBOURS];
        boolean silent = true;

        Modelled(StreamState stream) {
            this.stream = stream;
        }
    }

    @Property(tries = 500, seed = "1")
    void eachNeighbourHearsOfWhatItIsNotKnownToHaveAndOnlyOfWhatIsHere(@ForAll("steps") List<Step> steps) {
        new Run().all(steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(Tuple.of(6, Kind.ARRIVED), Tuple.of(1, Kind.HEARD),
                Tuple.of(1, Kind.CHILD), Tuple.of(1, Kind.FLUSHED), Tuple.of(1, Kind.SILENT));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1), Arbitraries.longs().between(1, 40),
                Arbitraries.integers().between(0, NEIGHBOURS - 1)).as(Step::new).list().ofMinSize(10).ofMaxSize(60);
    }

    /** Two streams and their steps so far. */
    private static final class Run {

        private final TimerQueue timers = new TimerQueue();
        private final Neighbours neighbours = new Neighbours();
        /** By neighbour and stream: every sequence announced, as often as it was. */
        private final Map<String, List<Long>> announced = new LinkedHashMap<>();
        private final RetainedMessages store = new RetainedMessages(KEPT, 1 << 20, 1_000_000 * SECONDS, timers);
        private final List<Modelled> streams = new ArrayList<>();
        private final Announcer announcer;
        private long now;

        Run() {
            PlumtreeConfig config = PlumtreeConfig.standard().withLazyFanout(64).withIhaveInterval(FLUSHED)
                    .withIhaveBatchSize(3).withDigestInterval(SILENT);
            announcer = new Announcer(new Engine(NodeId.of("self"), new Settings(config), effects(), new Tally(), timers,
                    neighbours, new Prng(1)), new Calm(neighbours));
            for (int slot = 0; slot < NEIGHBOURS; slot++) {
                neighbours.add(NodeId.of("p" + slot), now);
            }
            for (String topic : List.of("a", "b")) {
                StreamId id = new StreamId(NodeId.of("o"), 1, topic);
                streams.add(new Modelled(
                        new StreamState(id, new OriginTree(id.origin(), false, 0), 0, store.open(id),
                                TestCursors.cursor())));
            }
        }

        void all(List<Step> steps) {
            for (Step step : steps) {
                Modelled modelled = streams.get(step.stream);
                StreamState stream = modelled.stream;
                switch (step.kind) {
                    case ARRIVED -> {
                        for (long sequence = step.sequence; sequence <= step.sequence + step.slot; sequence++) {
                            arrived(modelled, sequence);
                        }
                    }
                    case HEARD -> {
                        stream.heard(step.slot, step.sequence);
                        modelled.heard[step.slot] = Math.max(modelled.heard[step.slot], step.sequence);
                    }
                    case CHILD -> stream.tree.children ^= 1L << step.slot;
                    case FLUSHED -> flushed();
                    case SILENT -> silent();
                }
            }
        }

        private void arrived(Modelled modelled, long sequence) {
            StreamState stream = modelled.stream;
            if (stream.window.add(sequence)) {
                stream.lastArrival = now;
                store.keep(stream.retained, new Message(stream.id, sequence, 0, Map.of(), Payload.plain(new byte[1])), null, 1,
                        true, Arrival.PUSHED, now);
                announcer.add(stream, sequence, false, now);
                modelled.unannounced.add(sequence);
                modelled.silent = false;
            }
        }

        /** The end of an interval: everybody who is not pushed to hears of what came in it and is later than what it has. */
        private void flushed() {
            announced.clear();
            now += FLUSHED.toNanos();
            Map<String, List<Long>> expected = new LinkedHashMap<>();
            for (Modelled modelled : streams) {
                boolean anyNewer = !modelled.unannounced.isEmpty();
                for (Neighbour neighbour : neighbours.all()) {
                    long heard = modelled.heard[neighbour.slot()];
                    if (anyNewer && !modelled.stream.tree.isChild(neighbour.slot())) {
                        expect(expected, neighbour, modelled, modelled.unannounced.tailSet(heard, false));
                    }
                }
                modelled.unannounced.clear();
            }
            announcer.flush(now);
            assertEquals(expected, announced);
        }

        /** All is said, and then nothing comes: everybody not known to have the newest hears of the last that are kept. */
        private void silent() {
            flushed();
            announced.clear();
            Map<String, List<Long>> expected = new LinkedHashMap<>();
            Set<String> fallenSilent = new LinkedHashSet<>();
            for (Modelled modelled : streams) {
                List<Long> kept = lastIntervals(modelled);
                for (Neighbour neighbour : neighbours.all()) {
                    if (modelled.heard[neighbour.slot()] < modelled.stream.retained.newest()) {
                        expect(expected, neighbour, modelled, kept);
                        if (!modelled.silent && !kept.isEmpty()) {
                            fallenSilent.add(neighbour + " " + modelled.stream);
                        }
                    }
                }
                modelled.silent = true;
            }
            pass(SILENT.multipliedBy(10).toNanos());
            for (String each : fallenSilent) {
                // Once, and again later; of what fell silent before, ever more seldom.
                assertEquals(2 * expected.get(each).size(), announced.get(each).size(), each);
            }
            announced.forEach((each, sequences) -> {
                List<Long> once = expected.getOrDefault(each, List.of());
                for (int i = 0; i < sequences.size(); i++) {
                    assertEquals(once.get(i % once.size()), sequences.get(i), each);
                }
            });
        }

        private void pass(long nanos) {
            long until = now + nanos;
            while (timers.nanosToFirst(now) <= until - now) {
                now += timers.nanosToFirst(now);
                timers.advance(now);
            }
            now = until;
        }

        private static List<Long> lastIntervals(Modelled modelled) {
            List<Long> kept = new ArrayList<>();
            int intervals = 0;
            for (long sequence = modelled.stream.retained.newest(); sequence > 0; sequence--) {
                if (modelled.stream.retained.get(sequence) != null) {
                    intervals += modelled.stream.retained.get(sequence + 1) == null ? 1 : 0;
                    if (intervals > DIGEST_INTERVALS) {
                        break;
                    }
                    kept.add(0, sequence);
                }
            }
            return kept;
        }

        private static void expect(Map<String, List<Long>> expected, Neighbour neighbour, Modelled modelled,
                Iterable<Long> sequences) {
            for (long sequence : sequences) {
                expected.computeIfAbsent(neighbour + " " + modelled.stream, key -> new ArrayList<>()).add(sequence);
            }
        }

        private Effects effects() {
            return (Effects) Proxy.newProxyInstance(Effects.class.getClassLoader(), new Class<?>[] { Effects.class },
                    (proxy, method, arguments) -> {
                        assertEquals("send", method.getName());
                        if (arguments[1] instanceof Summary) {
                            // What is newest had to make room.
                            return true;
                        }
                        for (IHave.Announcement told : ((IHave) arguments[1]).announcements()) {
                            List<Long> sequences = announced.computeIfAbsent(arguments[0] + " " + told.stream(),
                                    key -> new ArrayList<>());
                            for (long sequence = told.from(); sequence <= told.to(); sequence++) {
                                sequences.add(sequence);
                            }
                        }
                        return true;
                    });
        }
    }
}
