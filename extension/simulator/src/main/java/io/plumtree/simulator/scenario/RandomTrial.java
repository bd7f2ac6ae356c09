package io.plumtree.simulator.scenario;

import io.plumtree.core.util.Prng;

/**
 * The random scenario of a seed, run. One in which a planned fault found nothing to act on, such as a slow link of a node that
 * had none up, shows nothing of that fault: another is drawn in its place.
 *
 * @param scenarioSeed what {@link RandomScenario#of} drew the scenario from: the seed, or what came in its place
 * @param drawnAgain how often another was drawn
 * @param verdict what it showed
 */
public record RandomTrial(long scenarioSeed, int drawnAgain, Trial.Verdict verdict) {

    private static final int MOST_DRAWN = 4;

    /** @return the scenario of that seed, run; the same in any JVM */
    public static RandomTrial of(long seed) {
        long scenarioSeed = seed;
        for (int drawnAgain = 0;; drawnAgain++) {
            Trial.Verdict verdict = new Trial(RandomScenario.of(scenarioSeed)).run();
            if (!verdict.onlyIdleFaults() || drawnAgain == MOST_DRAWN) {
                return new RandomTrial(scenarioSeed, drawnAgain, verdict);
            }
            scenarioSeed = Prng.mix(scenarioSeed) >>> 1;
        }
    }
}
