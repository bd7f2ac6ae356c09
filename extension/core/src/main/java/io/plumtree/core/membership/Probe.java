package io.plumtree.core.membership;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MemberHistory.Answer;
import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.util.Timer;

/**
 * One probe of one member: a ping; when that is not answered in time, the same by way of others, and over TCP; when nothing
 * came at the end of the interval, the member is suspected.
 */
final class Probe implements PendingAcks.Waiting, Exchanges.Outcome {

    /** Members of this version and above answer a ping over TCP. */
    private static final int TCP_PING_VERSION = 3;

    private final Shared shared;
    private final Prober prober;
    private final MemberRecord target;
    private final long incarnation;
    private final long sequence;
    private final long sentAt;
    private final long deadline;
    private final Timer detour = new Timer(this::takeDetours);
    private int nacksExpected;
    private int nacks;
    private boolean overTcp;
    private boolean ended;

    Probe(Shared shared, Prober prober, MemberRecord target, long now) {
        this.shared = shared;
        this.prober = prober;
        this.target = target;
        this.incarnation = target.incarnation;
        this.sequence = prober.acks().next();
        this.sentAt = now;
        this.deadline = now + shared.awareness().scale(shared.config().probeInterval);
    }

    void begin(long now) {
        shared.count(Counted.PROBES);
        if (shared.awareness().score() > 0) {
            shared.count(Counted.DEGRADED_PROBES);
        }
        prober.acks().await(sequence, this, deadline);
        shared.timers().schedule(detour, now + shared.config().probeTimeout);
        LocalNode local = shared.local();
        Ping ping = new Ping(sequence, target.name(), local.address, local.name());
        if (target.state == State.SUSPECT) {
            // It shall know that it is suspected, to contradict as soon as it hears anything at all.
            prober.packets().sendAlone(target, ping, new Suspect(target.incarnation, target.name(), local.name()));
        } else {
            prober.packets().send(ping, target.address);
        }
    }

    @Override
    public void ack(Blob payload, long now) {
        boolean direct = detour.scheduled();
        tried(direct ? Answer.DIRECT : Answer.INDIRECT, now);
        end(-1, now);
        if (direct) {
            shared.callbacks().pingCompleted(target.toMember(), now - sentAt, payload);
        }
    }

    @Override
    public void nack(long now) {
        nacks++;
    }

    private void takeDetours(long now) {
        shared.count(Counted.INDIRECT_PROBES);
        nacksExpected = prober.detour().ask(sequence, target);
        MembershipConfig config = shared.config();
        if (config.tcpPings && !config.noTcpPings.contains(target.name())
                && target.versions.protocolMax() >= TCP_PING_VERSION) {
            LocalNode local = shared.local();
            prober.exchanges().begin(new Ping(sequence, target.name(), local.address, local.name()), target.address,
                    Math.max(1, deadline - now), true, this, now);
        }
    }

    @Override
    public void done(@Nullable StreamMessage reply, long now) {
        overTcp = reply instanceof Ack ack && ack.sequence() == sequence;
    }

    @Override
    public void failed(String reason, long now) {
        // Nothing is known from that: the deadline decides.
    }

    @Override
    public void expired(long now) {
        if (overTcp) {
            // Not suspected, but somebody should look after UDP between the two.
            shared.count(Counted.TCP_ONLY_PROBES);
            tried(Answer.TCP, now);
            end(-1, now);
            return;
        }
        shared.count(Counted.FAILED_PROBES);
        tried(Answer.NONE, now);
        // Those who should have said that they got no answer, and did not: it is this node that hears badly.
        int missed = nacksExpected > 0 ? Math.max(0, nacksExpected - nacks) : 1;
        prober.updates().suspect(new Suspect(incarnation, target.name(), shared.local().name()), now);
        end(missed, now);
    }

    private void tried(Answer answer, long now) {
        target.tried = new Tried(now, answer, false, nacksExpected, nacks);
    }

    private void end(int awarenessDelta, long now) {
        if (!ended) {
            ended = true;
            shared.timers().cancel(detour);
            shared.awareness().apply(awarenessDelta);
            prober.ended(now);
        }
    }
}
