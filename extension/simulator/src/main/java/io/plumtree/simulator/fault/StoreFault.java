package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.store.Disk;

/** The disks of a third of the durable stores are slow for a while, or full. */
public final class StoreFault implements Fault {

    /** Does it to a disk, which then tells what came of it; undoes it at the end. */
    private interface Effect {
        void on(Disk disk, Runnable fired, boolean begins);
    }

    private final FaultKind kind;
    private final Effect effect;
    private final List<Disk> affected = new ArrayList<>();

    private StoreFault(FaultKind kind, Effect effect) {
        this.kind = kind;
        this.effect = effect;
    }

    /** Everything takes so many times as long. */
    public static StoreFault slow(int times) {
        return new StoreFault(FaultKind.SLOW_STORE, (disk, fired, begins) -> disk.slow(begins ? times : 1, fired));
    }

    /** Nothing can be written. There is room later, which a store learns of when its node is started again. */
    public static StoreFault full() {
        return new StoreFault(FaultKind.FULL_STORE, (disk, fired, begins) -> disk.full(begins ? fired : null));
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        List<SimulatedNode> stores = context.cluster().running().stream().filter(node -> node.disk() != null).toList();
        List<SimulatedNode> victims = context.choose(1 + stores.size() / 3, stores::contains);
        // Where there is no power just now, the disks are what they are when it is back.
        for (SimulatedNode victim : victims.isEmpty() ? context.cluster().nodes() : victims) {
            Disk disk = victim.disk();
            if (disk != null) {
                affected.add(disk);
                effect.on(disk, () -> context.fired(kind), true);
            }
        }
    }

    @Override
    public void end(FaultContext context) {
        affected.forEach(disk -> effect.on(disk, () -> {
        }, false));
    }
}
