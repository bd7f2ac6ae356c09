package io.plumtree.vertx.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class InputBudgetTest {

    private final InputBudget budget = new InputBudget(10);
    private final List<String> evicted = new ArrayList<>();

    private InputBudget.Share open(String name, int bytes) {
        InputBudget.Share share = budget.open(() -> evicted.add(name));
        share.take(bytes);
        return share;
    }

    @Test
    void whereThereIsTooMuchTheLongestGoes() {
        open("a", 3);
        InputBudget.Share longest = open("b", 5);
        open("c", 2);
        assertEquals(List.of(), evicted);
        open("d", 1);
        assertEquals(List.of("b"), evicted);
        assertEquals(6, budget.used());
        longest.take(100);
        assertEquals(6, budget.used(), "who is out takes no more");
        open("e", 4);
        assertEquals(List.of("b"), evicted);
    }

    @Test
    void whoTakesTooMuchAloneGoesItself() {
        open("a", 4);
        open("b", 3).take(20);
        assertEquals(List.of("b"), evicted);
        assertEquals(4, budget.used());
    }

    @Test
    void whoIsDoneHoldsNothing() {
        InputBudget.Share done = open("a", 9);
        done.close();
        done.close();
        assertEquals(0, budget.used());
        open("b", 10);
        assertEquals(List.of(), evicted);
    }

    @Test
    void ofEquallyLongOnesTheOneThatTakesGoes() {
        open("a", 4);
        open("b", 4);
        open("c", 4);
        assertEquals(List.of("c"), evicted);
        assertEquals(8, budget.used());
    }
}
