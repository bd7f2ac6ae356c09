package io.plumtree.simulator.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Figures of a few small scenarios as they were when somebody last looked at them and was content.
 *
 * @param allowed by figure, how much worse it may become
 * @param scenarios in the order in which they run
 */
public record Baseline(Map<String, Allowed> allowed, List<Entry> scenarios) {

    /** Changes below this are those of the last digits that a file keeps. */
    private static final double NOTHING = 1e-9;

    public Baseline {
        for (Entry entry : scenarios) {
            for (String figure : entry.figures().keySet()) {
                if (!allowed.containsKey(figure)) {
                    throw new IllegalArgumentException("it does not say how much worse " + figure + " may become");
                }
            }
        }
    }

    /**
     * How much worse a figure may become: by a share of what it was, and by some more where it is about nothing.
     *
     * @param percent of what it was
     * @param more besides
     * @param better which values are better than others
     */
    public record Allowed(double percent, double more, Better better) {
    }

    /** Which values are better. */
    public enum Better {
        LESS,
        MORE
    }

    /**
     * One scenario.
     *
     * @param options of the command that runs it, as one would write them
     * @param figures that matter in it; null where there is none yet
     */
    public record Entry(String options, Map<String, @Nullable Double> figures) {
    }

    /**
     * A figure that is not what it was.
     *
     * @param before what it was; null if there was none
     * @param now what it is; null if there is none
     * @param tooMuch whether it is worse by more than allowed: none is worse than any
     */
    public record Change(String figure, @Nullable Double before, @Nullable Double now, boolean tooMuch) {

        /** @return by how much it changed, in percent of what it was; null if that means nothing */
        @Nullable
        Double percent() {
            return before == null || now == null || before == 0
                    ? null
                    : Double.valueOf((now - before) / Math.abs(before) * 100);
        }
    }

    /** @return the figures of a scenario that are not what they were */
    public List<Change> changes(Entry entry, Map<String, @Nullable Double> now) {
        return entry.figures().entrySet().stream()
                .map(figure -> change(figure.getKey(), figure.getValue(), now.get(figure.getKey())))
                .filter(change -> differs(change.before, change.now)).toList();
    }

    private Change change(String figure, @Nullable Double before, @Nullable Double now) {
        if (before == null || now == null) {
            return new Change(figure, before, now, now == null);
        }
        Allowed limit = allowed.get(figure);
        double worse = limit.better == Better.LESS ? now - before : before - now;
        return new Change(figure, before, now, worse > Math.abs(before) * limit.percent / 100 + limit.more + NOTHING);
    }

    private static boolean differs(@Nullable Double before, @Nullable Double now) {
        return before == null || now == null || Math.abs(before - now) > NOTHING;
    }

    /** @return a baseline of the same scenarios in which one has these figures */
    public Baseline with(Entry entry, Map<String, @Nullable Double> now) {
        Map<String, @Nullable Double> figures = new LinkedHashMap<>(entry.figures);
        figures.replaceAll((figure, before) -> now.get(figure));
        Entry updated = new Entry(entry.options, figures);
        return new Baseline(allowed, scenarios.stream().map(one -> one == entry ? updated : one).toList());
    }

    /** @return changes as lines of text for people */
    public static String table(List<Change> changes) {
        StringBuilder table = new StringBuilder();
        table.append(String.format("  %-28s %12s %12s %9s%n", "", "was", "is", "change"));
        for (Change change : changes) {
            Double percent = change.percent();
            table.append(String.format("  %-28s %12s %12s %9s%s%n", change.figure, text(change.before), text(change.now),
                    percent == null ? "" : String.format("%+.1f %%", percent),
                    change.tooMuch ? "  worse than allowed" : ""));
        }
        return table.toString();
    }

    private static String text(@Nullable Double value) {
        return value == null ? "none" : FigureTable.text(value);
    }
}
