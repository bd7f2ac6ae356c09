package io.plumtree.vertx;

import static io.plumtree.vertx.Messages.A;
import static io.plumtree.vertx.Messages.B;
import static io.plumtree.vertx.Messages.arrival;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ClusterGap;

class DeliveryQueueTest {

    private final DeliveryQueue queue = new DeliveryQueue();

    private List<LaneItem> drain() {
        List<LaneItem> batch = new ArrayList<>();
        queue.drainTo(batch);
        return batch;
    }

    @Test
    void itemsLeaveInTheOrderInWhichTheyCame() {
        List<LaneItem> items = List.of(arrival(A, 1),
                new LaneItem.Missed(new ClusterGap(A.origin(), 1, "t", 2, 4, ClusterGap.Reason.NO_LONGER_RETAINED)),
                arrival(B, 1), arrival(A, 5));
        items.forEach(queue::add);

        assertEquals(items, drain());
        assertEquals(List.of(), drain());
    }

    @Test
    void aBatchEndsAfterSoManyItemsOrBytes() {
        for (int i = 1; i <= LaneQueue.BATCH_ITEMS + 1; i++) {
            queue.add(arrival(A, i));
        }
        assertEquals(LaneQueue.BATCH_ITEMS, drain().size());
        assertEquals(1, drain().size());

        queue.add(arrival(A, 100, LaneQueue.BATCH_BYTES - 1));
        queue.add(arrival(A, 101, 1));
        queue.add(arrival(A, 102, 1));
        assertEquals(2, drain().size());
    }

    @Test
    void whatIsDroppedDoesNotLeave() {
        queue.add(arrival(A, 1));
        queue.clear();
        assertEquals(List.of(), drain());
    }
}
