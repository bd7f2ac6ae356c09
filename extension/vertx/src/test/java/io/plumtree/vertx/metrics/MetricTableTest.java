package io.plumtree.vertx.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** The table of metrics in the documentation. With {@code -Ddocs.write} this test writes it instead of comparing it. */
class MetricTableTest {

    private static final Path TABLE = Path.of("..", "..", "docs", "modules", "ROOT", "pages", "includes", "metrics.adoc");

    @Test
    void theDocumentedMetricsAreThoseOfTheCatalogue() throws IOException {
        String table = table();
        if (System.getProperty("docs.write") != null) {
            Files.writeString(TABLE, table);
        }
        assertEquals(table, Files.readString(TABLE), () -> "run this test with -Ddocs.write to mend " + TABLE);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("// Written by MetricTableTest: not to be edited by hand.\n")
                .append("[cols=\"4m,1,1,3,4\",options=\"header\"]\n|===\n|Name |Type |Unit |Label |What\n");
        for (Metric metric : MetricCatalogue.ALL) {
            table.append("\n|").append(metric.name())
                    .append(" |").append(metric.kind() == Metric.Kind.TIMER ? "histogram" : lower(metric.kind()))
                    .append(" |").append(metric.unit())
                    .append(" |").append(label(metric))
                    .append(" |").append(metric.help()).append('\n');
        }
        return table.append("|===\n").toString();
    }

    private static String label(Metric metric) {
        return metric.label() == null ? ""
                : "`" + metric.label() + "`: "
                        + metric.series().stream().map(Series::labelled).collect(Collectors.joining(", "));
    }

    private static String lower(Metric.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
