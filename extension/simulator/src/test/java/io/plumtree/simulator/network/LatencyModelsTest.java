package io.plumtree.simulator.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

class LatencyModelsTest {

    private static final int NODES = 120;
    private static final long SEED = 42;

    private static List<Double> millis(LatencyModel model) {
        List<Double> all = new ArrayList<>();
        for (int a = 0; a < NODES; a++) {
            for (int b = 0; b < a; b++) {
                assertEquals(model.between(a, b), model.between(b, a), "both directions");
                assertTrue(model.between(a, b) > 0);
                all.add(model.between(a, b) / 1e6);
            }
        }
        Collections.sort(all);
        return all;
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    @Test
    void constantIsTheSameForAllPairs() {
        List<Double> millis = millis(LatencyModels.parse("constant:12.5", SEED));
        assertEquals(12.5, millis.get(0));
        assertEquals(12.5, millis.get(millis.size() - 1));
    }

    @Test
    void uniformFillsItsBoundsEvenly() {
        List<Double> millis = millis(LatencyModels.parse("uniform:10-50", SEED));
        assertTrue(millis.get(0) >= 10 && millis.get(0) < 10.1, () -> "" + millis.get(0));
        assertTrue(millis.get(millis.size() - 1) <= 50 && millis.get(millis.size() - 1) > 49.9);
        assertEquals(30, median(millis), 1);
        assertEquals(20, millis.get(millis.size() / 4), 1);
    }

    @Test
    void logNormalHasItsMedianAndALongTail() {
        List<Double> millis = millis(LatencyModels.parse("lognormal:20,0.5", SEED));
        assertEquals(20, median(millis), 0.7);
        // Of a normal distribution 84.1 % is below one deviation.
        assertEquals(20 * Math.exp(0.5), millis.get((int) (0.8413 * millis.size())), 1.5);
        assertTrue(millis.get(millis.size() - 1) > 80);
        assertTrue(millis(LatencyModels.parse("lognormal:4000,3", SEED)).stream().allMatch(m -> m <= 5_000));
    }

    @Test
    void zonesAreFourMillisecondsAndOneForEach75KilometresApart() {
        Zones zones = new Zones(Zones.ALL, SEED);
        // Frankfurt is zone 0, Virginia 1, Singapore 2, London 3; distances along the great circle.
        assertEquals(4 + 6_540 / 75.0, roundTrip(zones, 0, 1), 1);
        assertEquals(4 + 10_270 / 75.0, roundTrip(zones, 0, 2), 1);
        assertEquals(4 + 640 / 75.0, roundTrip(zones, 0, 3), 0.3);
        assertEquals(roundTrip(zones, 2, 1), roundTrip(zones, 1, 2));
        double within = roundTrip(zones, 5, 5);
        assertTrue(within >= 0.3 && within <= 1, () -> "within a zone " + within);
        millis(zones);
    }

    private static double roundTrip(Zones zones, int zoneOfOne, int zoneOfOther) {
        int one = nodeIn(zones, zoneOfOne, 0);
        int other = nodeIn(zones, zoneOfOther, one + 1);
        return 2 * zones.between(one, other) / 1e6;
    }

    private static int nodeIn(Zones zones, int zone, int from) {
        int node = from;
        while (zones.zone(node) != zone) {
            node++;
        }
        return node;
    }

    @Test
    void nodesSpreadOverAllZonesAskedFor() {
        Zones three = new Zones(3, SEED);
        int[] nodes = new int[3];
        for (int node = 0; node < 3_000; node++) {
            nodes[three.zone(node)]++;
        }
        for (int count : nodes) {
            assertEquals(1_000, count, 120);
        }
    }

    @Test
    void aSeedDecidesWhatTheTextLeavesOpen() {
        for (String text : List.of("uniform:10-50", "lognormal:20,0.5", "zones")) {
            assertEquals(millis(LatencyModels.parse(text, 1)), millis(LatencyModels.parse(text, 1)), text);
            assertTrue(!millis(LatencyModels.parse(text, 1)).equals(millis(LatencyModels.parse(text, 2))), text);
        }
    }

    @Test
    void whatIsNoModelIsNamedWithTheFormsAllowed() {
        for (String text : List.of("", "fast", "constant", "constant:", "constant:-1", "constant:NaN", "constant:6000",
                "uniform:10", "uniform:50-10", "uniform:0-10", "uniform:a-b", "lognormal:20", "lognormal:20,-1",
                "lognormal:20,4", "lognormal:20,NaN", "zones:0", "zones:20", "zones:two", "zones:-1")) {
            IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class,
                    () -> LatencyModels.parse(text, 1), text);
            assertTrue(wrong.getMessage().contains("latency is " + text), wrong::getMessage);
            assertTrue(wrong.getMessage().contains(LatencyModels.FORMS), wrong::getMessage);
        }
    }
}
