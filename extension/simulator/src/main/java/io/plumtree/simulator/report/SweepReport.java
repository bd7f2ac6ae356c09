package io.plumtree.simulator.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.plumtree.simulator.check.MissCause;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.scenario.RandomTrial;
import io.plumtree.simulator.scenario.Trial;

/** The figures of many runs, one for each seed. */
public final class SweepReport {

    private final Map<FaultKind, long[]> faults = new EnumMap<>(FaultKind.class);
    private final Map<MissCause, Long> misses = new EnumMap<>(MissCause.class);
    private final List<Map<String, Object>> failed = new ArrayList<>();
    private long scenarios;
    private long drawnAgain;
    private long delivered;
    private long gaps;
    private long violations;
    private double seconds;

    /** A run has ended. */
    public void add(RandomTrial trial) {
        Trial.Verdict verdict = trial.verdict();
        scenarios++;
        drawnAgain += trial.drawnAgain();
        delivered += verdict.delivered();
        gaps += verdict.gaps();
        violations += verdict.violationCount();
        verdict.misses().forEach((cause, count) -> misses.merge(cause, count, Long::sum));
        verdict.fired().forEach((kind, count) -> {
            long[] sums = faults.computeIfAbsent(kind, k -> new long[2]);
            sums[0] += count > 0 ? 1 : 0;
            sums[1] += count;
        });
    }

    /** The promise did not hold for a seed. */
    public void failed(long seed, List<String> what, String reproduce) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("seed", seed);
        failure.put("what", what);
        failure.put("reproduce", reproduce);
        failed.add(failure);
    }

    /** All of it took so long. */
    public void took(double wallSeconds) {
        seconds = wallSeconds;
    }

    /** @return whether the promise held for every seed */
    public boolean held() {
        return failed.isEmpty();
    }

    /** @return name and figure */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("scenarios", scenarios);
        figures.put("drawnAgain", drawnAgain);
        figures.put("failed", failed);
        figures.put("violations", violations);
        figures.put("delivered", delivered);
        figures.put("gaps", gaps);
        figures.put("missesExplained", misses(true));
        figures.put("missesUnexplained", misses(false));
        Map<String, Long> causes = new LinkedHashMap<>();
        misses.forEach((cause, count) -> causes.put(cause.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
        figures.put("misses", causes);
        Map<String, Object> kinds = new LinkedHashMap<>();
        faults.forEach((kind, sums) -> kinds.put(kind.label(), Map.of("scenarios", sums[0], "fired", sums[1])));
        figures.put("faults", kinds);
        figures.put("seconds", seconds);
        return figures;
    }

    private long misses(boolean explained) {
        return misses.entrySet().stream().filter(entry -> entry.getKey().explained() == explained)
                .mapToLong(Map.Entry::getValue).sum();
    }

    /** @return the figures as a table */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (scenarios == 1 && !failed.isEmpty()) {
            ((List<?>) failed.get(0).get("what")).forEach(what -> text.append(what).append('\n'));
        }
        faults.forEach((kind, sums) -> {
            if (sums[0] > 0) {
                line(text, "%-22s fired %,12d times in %,6d scenarios", kind.label(), sums[1], sums[0]);
            }
        });
        misses.forEach(
                (cause, count) -> line(text, "%-22s %,12d misses", cause.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        count));
        if (drawnAgain > 0) {
            line(text, "%,d times another scenario was drawn because a planned fault found nothing to act on", drawnAgain);
        }
        line(text,
                "%,d scenarios of %d kinds of faults in %.0f s: %,d failed, %,d violations, %,d delivered, %,d gaps, misses %,d explained and %,d"
                        + " unexplained",
                scenarios,
                faults.values().stream().filter(sums -> sums[0] > 0).count(), seconds, failed.size(), violations, delivered,
                gaps, misses(true), misses(false));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
