package io.plumtree.simulator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class FigureTableTest {

    @Test
    void figuresStandInGroupsOneBelowTheOther() {
        assertEquals("""
                One
                  first    1,234
                  second  0.1235 ms

                Two
                  third      yes
                """, FigureTable.of(List.of(new Figure("One", "a", "first", 1234, ""),
                new Figure("One", "b", "second", 0.12345, "ms"), new Figure("One", "c", "absent", null, ""),
                new Figure("Two", "d", "third", true, ""))));
    }

    @Test
    void numbersHaveAsManyDigitsAsTellSomething() {
        assertEquals("0", FigureTable.text(0.0));
        assertEquals("8", FigureTable.text(8.0));
        assertEquals("1.23e-05", FigureTable.text(0.0000123));
        assertEquals("12,345.7", FigureTable.text(12345.67));
        assertEquals("12,345,678", FigureTable.text(12345678L));
        assertEquals("no", FigureTable.text(false));
    }
}
