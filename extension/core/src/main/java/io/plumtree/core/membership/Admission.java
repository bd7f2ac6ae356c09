package io.plumtree.core.membership;

import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.ProtocolVersions;

/** Who may be a member. Whoever may not is counted, by the reason. */
final class Admission {

    private final Shared shared;

    Admission(Shared shared) {
        this.shared = shared;
    }

    /**
     * Whether the versions make sense. Without all six a member would be passed on as one that speaks version 0, and the
     * cluster would split into those who heard of it and those who refuse them for it.
     */
    boolean speaks(Alive alive) {
        ProtocolVersions versions = alive.versions();
        boolean sense = versions.complete() && versions.protocolMin() > 0 && versions.protocolMax() > 0
                && versions.protocolMin() <= versions.protocolMax();
        return counted(sense, Counted.REJECTED_VERSIONS);
    }

    boolean wanted(NodeId id, Alive alive) {
        boolean wanted = !shared.callbacks().decidesWhoIsAlive()
                || shared.callbacks().accept(MemberRecord.toMember(id, alive));
        return counted(wanted, Counted.REJECTED_BY_APPLICATION);
    }

    boolean allows(MemberAddress address) {
        boolean allowed = shared.config().allowed.isEmpty();
        for (Cidr range : shared.config().allowed) {
            allowed |= range.contains(address);
        }
        return counted(allowed, Counted.REJECTED_ADDRESSES);
    }

    boolean hasRoom() {
        return counted(!shared.table().full(), Counted.REJECTED_FULL);
    }

    private boolean counted(boolean admitted, Counted otherwise) {
        if (!admitted) {
            shared.count(otherwise);
        }
        return admitted;
    }
}
