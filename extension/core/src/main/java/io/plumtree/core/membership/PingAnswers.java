package io.plumtree.core.membership;

import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.Ping;

/** Answers pings, and pings others for those who do not reach them. */
final class PingAnswers {

    private final Shared shared;
    private final Packets packets;
    private final PendingAcks acks;

    PingAnswers(Shared shared, Packets packets, PendingAcks acks) {
        this.shared = shared;
        this.packets = packets;
        this.acks = acks;
    }

    void ping(Ping ping, MemberAddress from) {
        shared.count(Counted.PINGS_RECEIVED);
        if (!forThisNode(ping)) {
            return;
        }
        Ack ack = new Ack(ping.sequence(), shared.callbacks().ackPayload());
        packets.send(ack, ping.source() == null ? from : ping.source());
    }

    /** An answer would make another node's prober believe that the one it means lives here. */
    boolean forThisNode(Ping ping) {
        boolean here = ping.node().isEmpty() || ping.node().equals(shared.local().name());
        if (!here) {
            shared.count(Counted.PINGS_FOR_OTHERS);
        }
        return here;
    }

    void indirectPing(IndirectPing asked, MemberAddress from, long now) {
        shared.count(Counted.INDIRECT_PINGS_RECEIVED);
        if (acks.full()) {
            shared.count(Counted.TOO_MANY_PENDING);
            return;
        }
        MemberAddress answer = asked.source() == null ? from : asked.source();
        LocalNode local = shared.local();
        MemberAddress target = shared.config().protocol == 1 || asked.target().port() == 0
                ? asked.target().withPort(local.address.port())
                : asked.target();
        long sequence = acks.next();
        acks.await(sequence, new PendingAcks.Waiting() {
            @Override
            public void ack(Blob payload, long then) {
                packets.send(new Ack(asked.sequence(), Blob.ABSENT), answer);
            }

            @Override
            public void expired(long then) {
                if (asked.nack()) {
                    packets.send(new Nack(asked.sequence()), answer);
                }
            }
        }, now + shared.config().probeTimeout);
        packets.send(new Ping(sequence, asked.node(), local.address, local.name()), target);
    }
}
