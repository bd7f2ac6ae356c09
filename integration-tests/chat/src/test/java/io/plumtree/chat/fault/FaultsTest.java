package io.plumtree.chat.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.plumtree.chat.fault.Faults.Weather;

class FaultsTest {

    private final Faults faults = new Faults();

    @Test
    void aCutIsBetweenTwoNodesInBothDirections() {
        faults.cut("b", "a");

        assertTrue(faults.severed("a", "b"));
        assertTrue(faults.severed("b", "a"));
        assertFalse(faults.severed("a", "c"));

        faults.mend("a", "b");
        assertFalse(faults.severed("a", "b"));
    }

    @Test
    void whoeverIsIsolatedIsReachedByNobodyAndReachesNobody() {
        faults.isolate("a");

        assertTrue(faults.severed("a", "b"));
        assertTrue(faults.severed("b", "a"));
        assertFalse(faults.severed("b", "c"));
    }

    @Test
    void aCallerThatIsNotKnownGetsThroughOnlyWhileNothingIsCut() {
        assertFalse(faults.severed(null, "a"));

        faults.cut("b", "c");

        assertTrue(faults.severed(null, "a"));
    }

    @Test
    void healingEndsEveryFault() {
        faults.cut("a", "b");
        faults.isolate("c");
        faults.weather(new Weather(10, 20));

        faults.heal();

        assertFalse(faults.severed("a", "b"));
        assertFalse(faults.isolated("c"));
        assertEquals(Weather.CALM, faults.weather());
    }

    @Test
    void listenersHearOfWhatReallyChanges() {
        AtomicInteger heard = new AtomicInteger();
        faults.listen(heard::incrementAndGet);

        faults.isolate("a");
        faults.isolate("a");
        assertEquals(1, heard.get());

        faults.reconnect("a");
        assertEquals(2, heard.get());
    }

    @Test
    void weatherThatCannotBeIsRefused() {
        assertEquals("lossPercent is 101; allowed are 0 to 100",
                assertThrows(IllegalArgumentException.class, () -> new Weather(101, 0)).getMessage());
        assertEquals("latencyMillis is -1; allowed are 0 to 10000",
                assertThrows(IllegalArgumentException.class, () -> new Weather(0, -1)).getMessage());
    }
}
