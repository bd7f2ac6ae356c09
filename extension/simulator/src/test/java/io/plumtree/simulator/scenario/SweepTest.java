package io.plumtree.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise under random faults. {@code -Dseed=N} runs that one seed, {@code -Dseeds=N} so many. Seeds that once failed are
 * kept in {@code failed-seeds.txt}, each with what was wrong.
 */
class SweepTest {

    private static final int SEEDS = Integer.getInteger("seeds", 150);

    static LongStream seeds() throws IOException {
        Long one = Long.getLong("seed");
        return one != null ? LongStream.of(one) : LongStream.concat(LongStream.rangeClosed(1, SEEDS), failedBefore());
    }

    private static LongStream failedBefore() throws IOException {
        try (InputStream file = Objects.requireNonNull(SweepTest.class.getResourceAsStream("/failed-seeds.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .mapToLong(line -> Long.parseLong(line.split(" ", 2)[0]));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void thePromiseHolds(long seed) {
        assertEquals(List.of(), RandomTrial.of(seed).verdict().violations(),
                () -> "reproduce: mvn -pl extension/simulator -am verify -Dtest=SweepTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dseed=" + seed);
    }
}
