package io.plumtree.simulator.report;

import java.util.List;
import java.util.Locale;

/** Figures as text for people: one a line, in groups. What does not apply is left out. */
public final class FigureTable {

    private static final double SMALL = 10;
    private static final double TINY = 0.001;

    private FigureTable() {
    }

    /** @return lines, each with its end */
    public static String of(List<Figure> figures) {
        List<Figure> shown = figures.stream().filter(figure -> figure.value() != null).toList();
        int left = shown.stream().mapToInt(figure -> figure.label().length()).max().orElse(0);
        int right = shown.stream().mapToInt(figure -> text(figure.value()).length()).max().orElse(0);
        StringBuilder table = new StringBuilder();
        String group = "";
        for (Figure figure : shown) {
            if (!figure.group().equals(group)) {
                table.append(group.isEmpty() ? "" : "\n").append(figure.group()).append('\n');
                group = figure.group();
            }
            String line = "  " + pad(figure.label(), left) + "  " + " ".repeat(right - text(figure.value()).length())
                    + text(figure.value()) + " " + figure.unit();
            table.append(line.stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private static String pad(String text, int length) {
        return text + " ".repeat(length - text.length());
    }

    /** @return a value as people read it: with as many digits as tell something */
    static String text(Object value) {
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof Double number) {
            double size = Math.abs(number);
            if (number == Math.rint(number) && size < 1e15) {
                return String.format(Locale.ROOT, "%,.0f", number);
            }
            return String.format(Locale.ROOT, size < TINY ? "%.2e" : size < SMALL ? "%.4f" : "%,.1f", number);
        }
        if (value instanceof Number) {
            return String.format(Locale.ROOT, "%,d", value);
        }
        return String.valueOf(value);
    }
}
