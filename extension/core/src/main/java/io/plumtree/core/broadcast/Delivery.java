package io.plumtree.core.broadcast;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.Ordering;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;

/** Hands messages and gaps to the application, in order where the topic asks for it. */
final class Delivery {

    /** Hears of messages that are waited for no longer because they held later ones back too long. */
    interface HoldListener {
        void heldTooLong(StreamId stream, long from, long to, long now);
    }

    private final Engine engine;
    private final HoldListener holdListener;

    Delivery(Engine engine, HoldListener holdListener) {
        this.engine = engine;
        this.holdListener = holdListener;
    }

    /** @return what puts a stream's messages in order; null if its topic asks for none */
    @Nullable
    Sequencer sequencer(StreamId stream, OriginTree tree, long baseline) {
        TopicConfig topic = engine.settings().config.topic(stream.topic());
        if (topic.ordering() != Ordering.FIFO || !delivers(tree)) {
            return null;
        }
        return new Sequencer(baseline, topic.fifoHold().toNanos(), topic.fifoHoldMaxBytes(), engine.timers(),
                new Sequencer.Output() {
                    @Override
                    public void deliver(Message message, int round) {
                        out(message, round);
                    }

                    @Override
                    public void tell(ClusterGap gap) {
                        engine.effects().event(gap);
                    }

                    @Override
                    public void heldTooLong(long from, long to, long now) {
                        holdListener.heldTooLong(stream, from, to, now);
                    }
                });
    }

    /** A message arrived for the first time, or was broadcast here. */
    void deliver(StreamState stream, Message message, int round, long now) {
        if (stream.sequencer != null) {
            stream.sequencer.offer(message, round, now);
        } else if (delivers(stream.tree)) {
            out(message, round);
        }
    }

    /** These messages will not be had: they count as arrived from now on. */
    void gap(StreamState stream, long from, long to, ClusterGap.Reason reason, long now) {
        stream.window.addAll(from, to);
        if (!delivers(stream.tree)) {
            return;
        }
        engine.tally().gapMessages += to - from + 1;
        ClusterGap gap = new ClusterGap(stream.id.origin(), stream.id.epoch(), stream.id.topic(), from, to, reason);
        if (stream.sequencer != null) {
            stream.sequencer.skip(gap, now);
        } else {
            engine.effects().event(gap);
        }
    }

    private void out(Message message, int round) {
        engine.tally().delivered++;
        engine.effects().deliver(message, round);
    }

    private boolean delivers(OriginTree tree) {
        return !tree.own || engine.settings().deliverOwn;
    }
}
