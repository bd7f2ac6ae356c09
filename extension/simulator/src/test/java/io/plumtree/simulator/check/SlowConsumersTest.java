package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.fault.SlowApplication.Item;
import io.plumtree.simulator.fault.SlowApplication.Kind;

class SlowConsumersTest {

    private static final StreamId STREAM = new StreamId(NodeId.of("o"), 7, "t");

    private final Violations violations = new Violations();

    private static Item message(long sequence) {
        return new Item(STREAM, sequence, sequence, Kind.MESSAGE);
    }

    private static Item gap(long from, long to) {
        return new Item(STREAM, from, to, Kind.DROPPED);
    }

    private long violations(List<Item> arrived, List<Item> handed) {
        new SlowConsumers(List.of(), violations).check(arrived, handed);
        return violations.count();
    }

    @Test
    void aGapMayStandForMessages() {
        assertEquals(0, violations(List.of(message(1), message(2), message(3)), List.of(gap(1, 2), message(3))));
    }

    @Test
    void aMessageThatIsNotHandedOverIsFound() {
        assertEquals(1, violations(List.of(message(1), message(2)), List.of(message(2))));
    }

    @Test
    void aMessageThatIsHandedOverAndToldAsAGapIsFound() {
        assertEquals(1, violations(List.of(message(1), message(2)), List.of(message(1), gap(1, 2))));
    }
}
