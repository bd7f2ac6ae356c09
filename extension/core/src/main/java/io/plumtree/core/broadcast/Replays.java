package io.plumtree.core.broadcast;

import io.plumtree.api.Replay;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Summary.StreamSummary;

/**
 * How much of a stream's past a newcomer asks for, where its topic says so: its account then begins below the mark that an
 * established neighbour tells it, at most where that neighbour retains the stream from.
 */
final class Replays {

    private final Settings settings;
    private final long startedAtMillis;

    /** @param startedAtMillis the wall clock when this node started */
    Replays(Settings settings, long startedAtMillis) {
        this.settings = settings;
        this.startedAtMillis = startedAtMillis;
    }

    /** @return where the newcomer's account of a stream begins that an established neighbour told of */
    long baseline(StreamSummary told) {
        long retainedFrom = Math.min(told.low(), told.retainedFrom() - 1);
        return Math.max(retainedFrom, told.low() - Math.min(told.low(), replay(told.stream().topic()).last()));
    }

    /** @return whether it was broadcast longer before this node came than its topic replays */
    boolean tooOld(Message message) {
        // A duration too long to be subtracted is no limit.
        long within = replay(message.stream().topic()).within().toMillis();
        return startedAtMillis - message.sentAtMillis() > within;
    }

    private Replay replay(String topic) {
        return settings.config.topic(topic).replay();
    }
}
