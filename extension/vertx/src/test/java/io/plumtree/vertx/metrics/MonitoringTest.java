package io.plumtree.vertx.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The dashboard and the alerts in the documentation ask for nothing that is not exported. */
class MonitoringTest {

    private static final Path DOCS = Path.of("..", "..", "docs", "modules", "ROOT");
    private static final Path DASHBOARD = DOCS.resolve("attachments/monitoring/plumtree-dashboard.json");
    private static final Path ALERTS = DOCS.resolve("attachments/monitoring/plumtree-alerts.yml");
    private static final Path GUIDE = DOCS.resolve("pages/operations/monitoring.adoc");

    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern RULE = Pattern.compile("(?m)^ +expr: (.+)$");
    private static final Pattern HEADING = Pattern.compile("(?m)^\\|(Plumtree\\w+)$");
    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern VARIABLE_QUERY = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    @Test
    void theScannerFindsWhatIsNotExported() {
        assertEquals(List.of("plumtree_total_peers"), new Expression("sum(plumtree_total_peers)").unknown());
        assertEquals(List.of("plumtree_ready{key}"), new Expression("plumtree_ready{key=\"x\"}").unknown());
        assertEquals(List.of("plumtree_fill{key=max-mising}"),
                new Expression("plumtree_fill{key=~\"max-missing|max-mising\"}").unknown());
        assertEquals(List.of("hops"), new Expression("sum by (hops) (plumtree_ready)").unknown());
        assertEquals(List.of("le"), new Expression("sum by (le) (plumtree_delivery_latency_seconds_sum)").unknown());
        assertEquals(List.of(),
                new Expression("sum by (le, job) (rate(plumtree_delivery_latency_seconds_bucket[5m]))").unknown());
    }

    @Test
    void everyPanelOfTheDashboardShowsWhatIsExported() throws IOException {
        for (JsonObject panel : panels()) {
            String title = panel.getString("title");
            assertFalse(panel.getString("description").isBlank(), title);
            for (JsonObject target : objects(panel.getJsonArray("targets"))) {
                Expression expression = new Expression(target.getString("expr"));
                assertEquals(List.of(), expression.unknown(), title);
                assertTrue(expression.metrics() > 0, title);
                List<String> legend = LEGEND_LABEL.matcher(target.getString("legendFormat", "")).results()
                        .map(found -> found.group(1)).toList();
                assertTrue(expression.labels().containsAll(legend), () -> title + legend);
            }
        }
    }

    @Test
    void theVariablesOfTheDashboardAreFilledByWhatIsExported() throws IOException {
        List<MatchResult> queries = objects(dashboard().getJsonObject("templating").getJsonArray("list")).stream()
                .filter(variable -> "query".equals(variable.getString("type")))
                .map(variable -> variable.getJsonObject("query").getString("query"))
                .flatMap(query -> VARIABLE_QUERY.matcher(query).results()).toList();

        assertEquals(List.of("job", "instance"), queries.stream().map(query -> query.group(2)).toList());
        queries.forEach(query -> assertEquals(List.of(), new Expression(query.group(1)).unknown()));
    }

    @Test
    void everyAlertAsksForWhatIsExported() throws IOException {
        List<String> rules = found(RULE, ALERTS);

        assertEquals(found(ALERT, ALERTS).size(), rules.size());
        assertFalse(rules.isEmpty());
        rules.forEach(rule -> assertEquals(List.of(), new Expression(rule).unknown(), rule));
    }

    @Test
    void theGuideSaysOfEveryAlertWhatItMeansAndOfNoOther() throws IOException {
        Set<String> alerts = new LinkedHashSet<>(found(ALERT, ALERTS));

        assertEquals(alerts, new LinkedHashSet<>(found(HEADING, GUIDE)));
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().map(found -> found.group(1)).collect(Collectors.toList());
    }

    private static JsonObject dashboard() throws IOException {
        return new JsonObject(Files.readString(DASHBOARD));
    }

    private static List<JsonObject> panels() throws IOException {
        List<JsonObject> panels = new ArrayList<>(objects(dashboard().getJsonArray("panels")));
        panels.removeIf(panel -> "row".equals(panel.getString("type")));
        assertFalse(panels.isEmpty());
        return panels;
    }

    private static List<JsonObject> objects(JsonArray array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(array::getJsonObject).toList();
    }
}
