package io.plumtree.core.membership;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.membership.message.ProtocolVersions;

/** Whether all of two clusters speak versions that all of them understand. If not, they do not become one. */
final class VersionCheck {

    private int maxMin;
    private int minMax = 255;
    private int maxDelegateMin;
    private int minDelegateMax = 255;

    private VersionCheck() {
    }

    /** @return who speaks what others do not understand; null if there is nobody */
    static @Nullable String objection(List<NodeState> remote, List<MemberRecord> here) {
        VersionCheck range = new VersionCheck();
        List<NodeState> all = new ArrayList<>(remote);
        for (MemberRecord member : here) {
            all.add(member.toNodeState());
        }
        for (NodeState state : all) {
            // The last of the six says what is spoken, not what is understood.
            if (state.state() == State.ALIVE && state.versions().received() >= ProtocolVersions.COUNT - 1) {
                range.narrow(state.versions());
            }
        }
        for (NodeState state : all) {
            String objection = range.objection(state);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private void narrow(ProtocolVersions versions) {
        maxMin = Math.max(maxMin, versions.protocolMin());
        minMax = Math.min(minMax, versions.protocolMax());
        maxDelegateMin = Math.max(maxDelegateMin, versions.delegateMin());
        minDelegateMax = Math.min(minDelegateMax, versions.delegateMax());
    }

    private @Nullable String objection(NodeState state) {
        ProtocolVersions versions = state.versions().complete() ? state.versions() : ProtocolVersions.UNKNOWN;
        if (versions.protocol() < maxMin || versions.protocol() > minMax) {
            return text(state, "protocol", versions.protocol(), maxMin, minMax);
        }
        if (versions.delegate() < maxDelegateMin || versions.delegate() > minDelegateMax) {
            return text(state, "delegate protocol", versions.delegate(), maxDelegateMin, minDelegateMax);
        }
        return null;
    }

    private static String text(NodeState state, String what, int version, int from, int to) {
        return "node '" + state.name() + "' speaks " + what + " version " + version + ", understood are [" + from + ", " + to
                + "]";
    }
}
