package io.plumtree.simulator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.simulator.report.Baseline.Allowed;
import io.plumtree.simulator.report.Baseline.Better;
import io.plumtree.simulator.report.Baseline.Change;
import io.plumtree.simulator.report.Baseline.Entry;

class BaselineTest {

    private static List<Change> changes(Allowed allowed, Double before, Double now) {
        Map<String, Double> figures = new HashMap<>();
        figures.put("figure", before);
        Entry entry = new Entry("--nodes 9", figures);
        return new Baseline(Map.of("figure", allowed), List.of(entry)).changes(entry,
                now == null ? Map.of() : Map.of("figure", now));
    }

    private static boolean tooMuch(Allowed allowed, Double before, Double now) {
        List<Change> changes = changes(allowed, before, now);
        assertEquals(1, changes.size());
        return changes.get(0).tooMuch();
    }

    @Test
    void whatStaysIsNoChange() {
        assertEquals(List.of(), changes(new Allowed(0, 0, Better.LESS), 0.1, 0.1));
    }

    @Test
    void worseIsAllowedByAShareAndSomeMore() {
        Allowed allowed = new Allowed(10, 0.5, Better.LESS);
        assertFalse(tooMuch(allowed, 100.0, 110.5));
        assertTrue(tooMuch(allowed, 100.0, 110.6));
        assertFalse(tooMuch(allowed, 0.0, 0.5));
        assertTrue(tooMuch(allowed, 0.0, 0.6));
        assertFalse(tooMuch(allowed, 100.0, 1.0), "better is always allowed");
    }

    @Test
    void ofSomeFiguresMoreIsBetter() {
        Allowed allowed = new Allowed(0, 0, Better.MORE);
        assertTrue(tooMuch(allowed, 100.0, 99.9));
        assertFalse(tooMuch(allowed, 99.0, 100.0));
    }

    @Test
    void noFigureIsWorseThanAnyAndANewOneIsNot() {
        Allowed allowed = new Allowed(100, 100, Better.LESS);
        assertTrue(tooMuch(allowed, 1.0, null));
        assertTrue(tooMuch(allowed, null, null));
        assertFalse(tooMuch(allowed, null, 1.0));
    }

    @Test
    void changesStandInATable() {
        String table = Baseline.table(List.of(new Change("rmr", 0.5, 0.25, false), new Change("hops", 8.0, 12.0, true)));
        assertTrue(table.contains("-50.0 %"), table);
        assertTrue(table.lines().anyMatch(line -> line.contains("hops") && line.endsWith("+50.0 %  worse than allowed")),
                table);
    }

    @Test
    void everyFigureHasALimit() {
        Entry entry = new Entry("--nodes 9", Map.of("figure", 1.0));
        assertThrows(IllegalArgumentException.class, () -> new Baseline(Map.of(), List.of(entry)));
    }
}
