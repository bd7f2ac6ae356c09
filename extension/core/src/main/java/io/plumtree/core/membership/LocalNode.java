package io.plumtree.core.membership;

import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.ProtocolVersions;

/** What this node says of itself. Only it raises its incarnation, which is how it contradicts what others say of it. */
final class LocalNode {

    /** Incarnations are unsigned 32-bit numbers. Nothing can be said against the greatest. */
    private static final long GREATEST = 0xFFFF_FFFFL;

    final NodeId id;
    final MemberAddress address;
    final ProtocolVersions versions;
    Blob meta = Blob.ABSENT;
    boolean leaving;
    private long incarnation;

    LocalNode(NodeId id, MemberAddress address, MembershipConfig config) {
        this.id = id;
        this.address = address;
        this.versions = new ProtocolVersions(MembershipConfig.PROTOCOL_MIN, MembershipConfig.PROTOCOL_MAX, config.protocol,
                config.delegateMin, config.delegateMax, config.delegate);
    }

    String name() {
        return id.value();
    }

    long incarnation() {
        return incarnation;
    }

    /** @return a greater incarnation than the last and than {@code others} */
    long nextIncarnation(long others) {
        incarnation = Math.min(GREATEST, Math.max(incarnation, others) + 1);
        return incarnation;
    }

    Alive alive() {
        return new Alive(incarnation, name(), address, meta, versions);
    }
}
