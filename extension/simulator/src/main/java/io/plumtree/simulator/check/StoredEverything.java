package io.plumtree.simulator.check;

import java.util.function.BooleanSupplier;

import io.plumtree.api.StorageSettings;
import io.plumtree.api.StoreSync;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.simulator.ClusterListener;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.scenario.Scenario;

/**
 * Whether durable stores have all that their nodes heard, for as long as they keep it. Where a store fails, or leaves out what
 * it has no room for, or loses what it wrote, or some nodes have none, only memory is certain.
 */
public final class StoredEverything implements ClusterListener, BooleanSupplier {

    private final Scenario scenario;
    private final SimulatedCluster cluster;
    private long notStored;
    private long knownAt = -1;
    private boolean known;

    public StoredEverything(Scenario scenario, SimulatedCluster cluster) {
        this.scenario = scenario;
        this.cluster = cluster;
    }

    /** Of each message it is asked, and the same for all at one moment. */
    @Override
    public boolean getAsBoolean() {
        if (knownAt != cluster.time().now()) {
            knownAt = cluster.time().now();
            known = know();
        }
        return known;
    }

    private boolean know() {
        Scenario.Stores stores = scenario.stores();
        return stores != null && stores.everywhere() && !scenario.plans(FaultKind.FULL_STORE) && survivesPowerCuts()
                && notStored + cluster.running().stream().mapToLong(StoredEverything::notStoredBy).sum() == 0;
    }

    /** @return whether a store that wrote something has it when its node is started again */
    public boolean survivesPowerCuts() {
        return !scenario.plans(FaultKind.POWER_CUT)
                || scenario.config().storage().map(StorageSettings::sync).filter(StoreSync.BATCH::equals).isPresent();
    }

    @Override
    public void stopped(SimulatedNode node) {
        notStored += notStoredBy(node);
    }

    private static long notStoredBy(SimulatedNode node) {
        NodeSnapshot snapshot = node.snapshot();
        NodeSnapshot.StoreState store = snapshot == null ? null : snapshot.store();
        return store == null ? 0 : store.notStored();
    }
}
