package io.plumtree.quarkus.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.RestAssured;

/** What a Prometheus reads: the families of metrics that the application exports under {@code plumtree_}. */
public record Scrape(Map<String, Family> families) {

    private static final Pattern SAMPLE = Pattern.compile("(plumtree_\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** One metric with all its series. */
    public record Family(String type, String help, List<Sample> samples) {
    }

    /** One value. */
    public record Sample(String name, Map<String, String> labels, double value) {
    }

    public static Scrape now() {
        return of(
                RestAssured.given().accept("text/plain").when().get("/q/metrics").then().statusCode(200).extract().asString());
    }

    private static Scrape of(String text) {
        Map<String, String> helps = new TreeMap<>();
        Map<String, Family> families = new LinkedHashMap<>();
        Family current = new Family("", "", new ArrayList<>());
        for (String line : text.split("\n")) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP plumtree_")) {
                helps.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE plumtree_")) {
                current = new Family(words[3], helps.getOrDefault(words[2], "").strip(), new ArrayList<>());
                families.put(words[2], current);
            }
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                current.samples.add(new Sample(sample.group(1), labels(sample.group(2)), Double.parseDouble(sample.group(3))));
            }
        }
        return new Scrape(families);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    /** The sum over the series of that name, whatever their labels. */
    public double sum(String name) {
        return families.values().stream().flatMap(family -> family.samples.stream())
                .filter(sample -> sample.name.equals(name)).mapToDouble(Sample::value).sum();
    }
}
