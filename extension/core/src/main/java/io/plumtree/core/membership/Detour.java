package io.plumtree.core.membership;

import java.util.List;

import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.NodeState.State;

/** Asks others to ping a member that this node does not reach itself. */
final class Detour {

    /** Members of this version and above say so when they get no answer either. */
    private static final int NACK_VERSION = 4;

    private final Shared shared;
    private final Packets packets;

    Detour(Shared shared, Packets packets) {
        this.shared = shared;
        this.packets = packets;
    }

    /** @return how many of those asked will say if they get no answer either */
    int ask(long sequence, MemberRecord target) {
        List<MemberRecord> helpers = shared.table().random(shared.config().indirectChecks,
                member -> member != target && member.state == State.ALIVE && !shared.isSelf(member));
        int nacks = 0;
        LocalNode local = shared.local();
        for (MemberRecord helper : helpers) {
            boolean nack = helper.versions.protocolMax() >= NACK_VERSION;
            nacks += nack ? 1 : 0;
            packets.send(new IndirectPing(sequence, target.address, target.name(), nack, local.address, local.name()),
                    helper.address);
        }
        return nacks;
    }
}
