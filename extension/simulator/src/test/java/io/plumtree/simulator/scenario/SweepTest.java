package io.plumtree.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promise under random faults. {@code -Dseed=N} runs that one seed, {@code -Dseeds=N} so many. */
class SweepTest {

    private static final int SEEDS = Integer.getInteger("seeds", 150);

    static LongStream seeds() {
        Long one = Long.getLong("seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void thePromiseHolds(long seed) {
        assertEquals(List.of(), new Trial(RandomScenario.of(seed)).run().violations(),
                () -> "reproduce: mvn -pl extension/simulator -am verify -Dtest=SweepTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dseed=" + seed);
    }
}
