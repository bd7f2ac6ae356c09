package io.plumtree.simulator.check;

import java.util.HashMap;
import java.util.Map;

import io.plumtree.core.message.Summary;
import io.plumtree.core.store.StoreContents;
import io.plumtree.simulator.ClusterListener;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.time.VirtualTime;

/**
 * Since when each incarnation is owed what is broadcast: since an established neighbour told it all its marks, or, where
 * nobody is established, since it counts as established itself. With a durable store, an incarnation that finds accounts in it
 * is owed what the one before was.
 */
public final class Accounts implements ClusterListener {

    /** As the engine has it, by a clock that may be slow. */
    private static final long ESTABLISHED_BY_ITSELF_NANOS = 7_000_000_000L;

    private final VirtualTime time;
    private final Map<Integer, Long> since = new HashMap<>();

    public Accounts(VirtualTime time) {
        this.time = time;
    }

    /** @return whether what was broadcast at a moment is owed to the incarnation that runs now */
    public boolean owes(SimulatedNode node, long sentAt) {
        Long begins = since.get(node.index());
        return node.running() && begins != null && begins <= sentAt;
    }

    @Override
    public void stopped(SimulatedNode node) {
        if (node.disk() == null) {
            since.remove(node.index());
        }
    }

    @Override
    public void restored(SimulatedNode node, StoreContents contents) {
        if (contents.accounts().isEmpty()) {
            since.remove(node.index());
        }
    }

    @Override
    public void linked(SimulatedNode node) {
        since.putIfAbsent(node.index(), time.now() + ESTABLISHED_BY_ITSELF_NANOS);
    }

    @Override
    public void summarised(SimulatedNode node, Summary summary) {
        if (summary.last() && summary.established()) {
            since.merge(node.index(), time.now(), Math::min);
        }
    }
}
