package io.plumtree.vertx;

import java.nio.ByteBuffer;
import java.time.Instant;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;

/** Calls the application's listener, on workers. What it throws is counted and logged and goes no further. */
final class ListenerCalls {

    private final PlumtreeListener listener;
    private final boolean tellGaps;
    private final int maxMessageSize;
    private final NodeCounters counters;

    ListenerCalls(PlumtreeListener listener, boolean tellGaps, int maxMessageSize, NodeCounters counters) {
        this.listener = listener;
        this.tellGaps = tellGaps;
        this.maxMessageSize = maxMessageSize;
        this.counters = counters;
    }

    void call(LaneItem item) {
        if (item instanceof LaneItem.Arrival arrival) {
            deliver(arrival);
        } else if (item instanceof LaneItem.Missed missed) {
            call(missed.gap());
        }
    }

    void call(PlumtreeEvent event) {
        try {
            listener.onEvent(event);
        } catch (Throwable e) {
            failed(event, e);
        }
    }

    private void deliver(LaneItem.Arrival arrival) {
        Message message = arrival.message();
        StreamId stream = message.stream();
        Payload payload = message.payload();
        byte[] bytes = payload.compressed() ? Zstd.decompress(payload, maxMessageSize) : payload.bytes();
        if (bytes == null) {
            counters.unreadable();
            if (tellGaps) {
                call(new ClusterGap(stream.origin(), stream.epoch(), stream.topic(), message.sequence(),
                        message.sequence(), ClusterGap.Reason.UNREADABLE));
            }
            return;
        }
        PlumtreeDelivery delivery = new PlumtreeDelivery(stream.message(message.sequence()), stream.origin(),
                stream.topic(), ByteBuffer.wrap(bytes), message.headers(), arrival.round(),
                Instant.ofEpochMilli(message.sentAtMillis()), arrival.redelivered());
        try {
            listener.onDelivery(delivery);
        } catch (Throwable e) {
            failed(delivery.id(), e);
        }
    }

    /** Errors are caught too: a failed assertion or a class that cannot be loaded must not silence a topic. */
    private void failed(Object what, Throwable e) {
        counters.listenerFailed();
        PlumtreeLog.LOG.listenerFailed(what, e);
    }
}
