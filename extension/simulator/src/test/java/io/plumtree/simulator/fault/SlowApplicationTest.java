package io.plumtree.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.fault.SlowApplication.Item;
import io.plumtree.simulator.fault.SlowApplication.Kind;
import io.plumtree.simulator.time.VirtualTime;

class SlowApplicationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final StreamId STREAM = new StreamId(NodeId.of("o"), 7, "t");

    private final VirtualTime time = new VirtualTime();
    private int slowed;
    private final SlowApplication application = new SlowApplication(time, SECOND, 2, () -> slowed++);

    private void deliver(long... sequences) {
        for (long sequence : sequences) {
            application.deliver(STREAM, sequence);
        }
    }

    private static Item message(long sequence) {
        return new Item(STREAM, sequence, sequence, Kind.MESSAGE);
    }

    private static Item gap(long from, long to) {
        return new Item(STREAM, from, to, Kind.DROPPED);
    }

    @Test
    void oneMessageIsHandedOverAtATime() {
        deliver(1, 2);
        assertEquals(List.of(message(1)), application.handed());
        assertEquals(1, slowed);
        time.runUntil(SECOND);
        assertEquals(List.of(message(1), message(2)), application.handed());
    }

    @Test
    void theOldestAreDroppedAndOneGapNamesTheRun() {
        deliver(1, 2, 3, 4, 5);
        assertEquals(2, application.waiting());
        time.runUntil(10 * SECOND);
        assertEquals(List.of(message(1), gap(2, 3), message(4), message(5)), application.handed());
    }

    @Test
    void aGapOfTheNodeStaysBeforeWhatCameAfterIt() {
        deliver(1, 2);
        application.tell(STREAM, 3, 4);
        deliver(5, 6, 7);
        time.runUntil(10 * SECOND);
        assertEquals(List.of(message(1), gap(2, 2), new Item(STREAM, 3, 4, Kind.GAP), gap(5, 5), message(6), message(7)),
                application.handed());
    }

    @Test
    void whoHurriesIsDoneAtOnce() {
        deliver(1, 2, 3);
        application.hurry();
        time.runUntil(SECOND);
        assertEquals(3, application.handed().size());
        assertEquals(0, application.waiting());
    }

    @Test
    void theNextProcessHasAnAccountOfItsOwn() {
        deliver(1, 2);
        application.restart();
        deliver(3, 4);
        time.runUntil(10 * SECOND);
        assertEquals(List.of(message(3), message(4)), application.arrived());
        assertEquals(List.of(message(3), message(4)), application.handed());
    }
}
