package io.plumtree.simulator.time;

import java.util.Arrays;

/** Events by moment, those of one moment in the order in which they were scheduled: a binary heap. */
final class EventHeap {

    private Event[] heap = new Event[256];
    private int size;

    int size() {
        return size;
    }

    /** @return the first event, of at least one */
    Event first() {
        return heap[0];
    }

    void add(Event event) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int place = size++;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (!before(event, heap[parent])) {
                break;
            }
            heap[place] = heap[parent];
            place = parent;
        }
        heap[place] = event;
    }

    /** Takes the first event, of at least one. */
    Event removeFirst() {
        Event first = heap[0];
        Event last = heap[--size];
        heap[size] = null;
        if (size > 0) {
            sink(last);
        }
        return first;
    }

    private void sink(Event event) {
        int place = 0;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (before(event, heap[child])) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = event;
    }

    private static boolean before(Event a, Event b) {
        return a.at < b.at || (a.at == b.at && a.order < b.order);
    }
}
