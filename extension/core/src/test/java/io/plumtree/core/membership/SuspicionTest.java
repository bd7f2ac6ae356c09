package io.plumtree.core.membership;

import static io.plumtree.core.membership.MembershipFixture.MILLIS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.core.util.TimerQueue;

class SuspicionTest {

    private final TimerQueue timers = new TimerQueue();
    private final List<Long> over = new ArrayList<>();

    private Suspicion suspicion(String from, int expected) {
        return new Suspicion(timers, "self", from, expected, 500 * MILLIS, 2000 * MILLIS, over::add, 0);
    }

    private long deadlineMillis(Suspicion suspicion) {
        return suspicion.deadline() / MILLIS;
    }

    @Test
    void itLastsAsLongAsCanBeWithoutConfirmation() {
        assertEquals(2000, deadlineMillis(suspicion("a", 3)));
        timers.advance(1999 * MILLIS);
        assertEquals(List.of(), over);
        timers.advance(2000 * MILLIS);
        assertEquals(List.of(2000 * MILLIS), over);
    }

    @Test
    void everyConfirmationShortensItLessUntilTheMinimum() {
        Suspicion suspicion = suspicion("a", 3);
        assertTrue(suspicion.confirm("b", 100 * MILLIS));
        assertEquals(1250, deadlineMillis(suspicion));
        assertTrue(suspicion.confirm("c", 200 * MILLIS));
        assertEquals(811, deadlineMillis(suspicion));
        assertTrue(suspicion.confirm("d", 300 * MILLIS));
        assertEquals(500, deadlineMillis(suspicion));
    }

    @Test
    void whoSuspectedFirstAndWhoConfirmedAlreadyConfirmNothing() {
        Suspicion suspicion = suspicion("a", 3);
        assertFalse(suspicion.confirm("a", 0));
        assertTrue(suspicion.confirm("b", 0));
        assertFalse(suspicion.confirm("b", 0));
        assertEquals(1250, deadlineMillis(suspicion));
    }

    @Test
    void moreConfirmationsThanExpectedAreNoNews() {
        Suspicion suspicion = suspicion("a", 1);
        assertTrue(suspicion.confirm("b", 0));
        assertFalse(suspicion.confirm("c", 0));
        assertEquals(500, deadlineMillis(suspicion));
    }

    @Test
    void expectingNobodyItLastsTheMinimum() {
        Suspicion suspicion = suspicion("a", 0);
        assertEquals(500, deadlineMillis(suspicion));
        assertFalse(suspicion.confirm("b", 0));
    }

    @Test
    void confirmedLaterThanItWouldHaveLastedItIsOverAtOnce() {
        Suspicion suspicion = suspicion("a", 1);
        suspicion.confirm("b", 700 * MILLIS);
        timers.advance(700 * MILLIS);
        assertEquals(List.of(700 * MILLIS), over);
    }

    @Test
    void cancelledItIsNeverOver() {
        suspicion("a", 3).cancel();
        timers.advance(10_000 * MILLIS);
        assertEquals(List.of(), over);
    }

    @Test
    void aWitnessedResetWaitsForASecondMember() {
        Suspicion suspicion = suspicion("self", 3);
        suspicion.witnessReset(false, 10 * MILLIS);
        assertEquals(2000, deadlineMillis(suspicion));
        suspicion.confirm("b", 20 * MILLIS);
        assertEquals(20, deadlineMillis(suspicion));
    }

    @Test
    void aResetThatAnotherMemberConfirmedIsNotWaitedFor() {
        Suspicion suspicion = suspicion("self", 3);
        suspicion.witnessReset(true, 10 * MILLIS);
        assertEquals(10, deadlineMillis(suspicion));
    }

    @Test
    void aResetOfWhomAnotherMemberSuspectsIsNotWaitedFor() {
        Suspicion suspicion = suspicion("b", 3);
        suspicion.confirm("self", 5 * MILLIS);
        suspicion.witnessReset(false, 10 * MILLIS);
        assertEquals(10, deadlineMillis(suspicion));
    }

    @Test
    void aSecondMemberCountsForAResetEvenWhereNobodyIsExpectedToConfirm() {
        Suspicion suspicion = suspicion("self", 0);
        suspicion.witnessReset(false, 10 * MILLIS);
        assertFalse(suspicion.confirm("b", 20 * MILLIS));
        assertEquals(20, deadlineMillis(suspicion));
    }
}
