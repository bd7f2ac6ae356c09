package io.plumtree.vertx.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.membership.Membership;
import io.plumtree.core.membership.MembershipEffects;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.vertx.Turns;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Carries out what the state machine wants. On the event loop. */
final class Outputs implements MembershipEffects {

    /** Begins exchanges with others. */
    interface Exchanger {

        void begin(StreamMessage request, MemberAddress to, long timeoutNanos, boolean awaitsReply,
                Exchange.Outcome outcome);
    }

    private final Listening listening;
    private final Requests requests;
    private final Exchanger exchanger;
    private final Calls calls;
    private final DelegateCalls delegates;
    private final MembershipCounters counters;
    private final Consumer<Turns.Input<Membership>> inputs;
    private final Consumer<PlumtreeEvent> events;
    /** Exchanges that are part of a join. */
    private final Map<Long, Boolean> joining = new HashMap<>();

    /**
     * @param inputs feeds the state machine
     * @param events hears what happens to members
     */
    Outputs(Listening listening, Requests requests, Exchanger exchanger, Calls calls, DelegateCalls delegates,
            MembershipCounters counters, Consumer<Turns.Input<Membership>> inputs, Consumer<PlumtreeEvent> events) {
        this.listening = listening;
        this.requests = requests;
        this.exchanger = exchanger;
        this.calls = calls;
        this.delegates = delegates;
        this.counters = counters;
        this.inputs = inputs;
        this.events = events;
    }

    @Override
    public void packet(byte[] datagram, MemberAddress to) {
        if (to.port() == 0) {
            counters.datagramNotSent();
            return;
        }
        listening.udp().send(Buffer.buffer(datagram), to.port(), to.host()).onFailure(e -> counters.datagramNotSent());
    }

    @Override
    public void exchange(long exchange, StreamMessage request, MemberAddress to, long timeoutNanos, boolean awaitsReply) {
        if (request instanceof PushPull states && states.join()) {
            joining.put(exchange, true);
        }
        exchanger.begin(request, to, timeoutNanos, awaitsReply, new Exchange.Outcome() {
            @Override
            public void ended(@Nullable StreamMessage reply) {
                replied(exchange, reply);
            }

            @Override
            public void failed(String reason) {
                joining.remove(exchange);
                inputs.accept((machine, now) -> machine.failed(exchange, reason, now));
            }
        });
    }

    private void replied(long exchange, @Nullable StreamMessage reply) {
        boolean join = Boolean.TRUE.equals(joining.remove(exchange));
        if (reply == null) {
            inputs.accept((machine, now) -> machine.written(exchange, now));
        } else {
            Future<Void> ready = reply instanceof PushPull theirs ? delegates.prepareMerge(theirs, join)
                    : Future.succeededFuture();
            ready.onComplete(done -> inputs.accept((machine, now) -> machine.reply(exchange, reply, now)));
        }
    }

    @Override
    public void reply(long stream, StreamMessage reply) {
        requests.reply(stream, reply);
    }

    @Override
    public void event(PlumtreeEvent event) {
        events.accept(event);
    }

    @Override
    public void joined(long id, int reached, List<String> failures) {
        calls.end(id, new Joining.Joined(reached, failures));
    }

    @Override
    public void spread(long id, boolean inTime) {
        calls.end(id, null);
    }

    @Override
    public void pinged(long id, long roundTripNanos) {
        calls.end(id, roundTripNanos);
    }

    @Override
    public void sent(long id, @Nullable String failure) {
        if (failure == null) {
            calls.end(id, null);
        } else {
            calls.fail(id, failure);
        }
    }
}
