package io.plumtree.core.membership;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.util.LongMap;

/** What this node asked others over TCP and is not answered yet. */
final class Exchanges {

    /** What to do when one ends. */
    interface Outcome {

        /** @param reply what came; null if it was only to be written */
        void done(@Nullable StreamMessage reply, long now);

        void failed(String reason, long now);
    }

    private final MembershipEffects effects;
    private final int max;
    private final LongMap<Outcome> open = new LongMap<>();
    private long numbered;

    Exchanges(MembershipEffects effects, int max) {
        this.effects = effects;
        this.max = max;
    }

    void begin(StreamMessage request, MemberAddress to, long timeout, boolean awaitsReply, Outcome outcome, long now) {
        if (open.size() >= max) {
            outcome.failed("more than " + max + " exchanges at one time", now);
            return;
        }
        long exchange = ++numbered;
        open.put(exchange, outcome);
        effects.exchange(exchange, request, to, timeout, awaitsReply);
    }

    void done(long exchange, @Nullable StreamMessage reply, long now) {
        Outcome outcome = open.remove(exchange);
        if (outcome != null) {
            outcome.done(reply, now);
        }
    }

    void failed(long exchange, String reason, long now) {
        Outcome outcome = open.remove(exchange);
        if (outcome != null) {
            outcome.failed(reason, now);
        }
    }

    int size() {
        return open.size();
    }

    int max() {
        return max;
    }
}
