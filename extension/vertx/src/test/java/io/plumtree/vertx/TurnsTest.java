package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class TurnsTest {

    private final List<String> happened = new ArrayList<>();
    private final Turns<List<String>> turns = new Turns<>(happened, new Turns.Watcher() {
        @Override
        public void failed(Throwable e) {
            happened.add("failed " + e.getMessage());
        }

        @Override
        public void slow() {
            // a busy machine
        }

        @Override
        public void over(long now) {
            happened.add("over");
        }
    });

    @Test
    void whatComesUpWithinAnInputWaitsUntilItHasReturned() {
        turns.input((machine, now) -> {
            machine.add("first");
            turns.input((same, later) -> {
                same.add("second");
                turns.input((again, last) -> again.add("third"));
                same.add("second ends");
            });
            machine.add("first ends");
        });
        assertEquals(List.of("first", "first ends", "second", "second ends", "third", "over"), happened);
    }

    @Test
    void afterAnInputThatThrowsOthersGoOn() {
        turns.input((machine, now) -> {
            turns.input((same, later) -> same.add("second"));
            throw new IllegalStateException("on purpose");
        });
        turns.input((machine, now) -> machine.add("third"));
        assertEquals(List.of("failed on purpose", "second", "over", "third", "over"), happened);
    }
}
