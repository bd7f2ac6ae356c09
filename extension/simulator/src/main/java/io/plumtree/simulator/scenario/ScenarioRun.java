package io.plumtree.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;

import io.plumtree.api.Acknowledgement;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.fault.FaultContext;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.measure.OptimaThen;
import io.plumtree.simulator.network.LatencyModels;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.time.VirtualTime;

/** Runs one scenario: links come up, then workload and faults, then healing and quiet. One object for one run. */
public final class ScenarioRun {

    private static final long STEP_NANOS = 100_000_000L;

    private final Scenario scenario;
    private final SimulatedCluster cluster;
    private final Measurements measurements;
    private final FaultContext faults;
    private final List<SimulatedNode> origins;
    private final byte[] payload;
    private final OptimaThen optima;
    private long start;
    private long workloadEvents;

    public ScenarioRun(Scenario scenario) {
        this.scenario = scenario;
        Prng random = new Prng(scenario.seed());
        long latencySeed = random.nextLong();
        long clusterSeed = random.nextLong();
        this.cluster = new SimulatedCluster(scenario.config(), LatencyModels.parse(scenario.latency(), latencySeed),
                clusterSeed, scenario.protocols(random.nextLong()));
        if (scenario.topology().inZones()) {
            cluster.nameZones();
        }
        this.measurements = new Measurements(cluster.time(), cluster.latency());
        cluster.listen(measurements);
        this.optima = new OptimaThen(cluster, measurements, scenario.workload().broadcasts());
        cluster.listen(optima);
        Scenario.Stores stores = scenario.stores();
        if (stores != null) {
            cluster.storing(stores.share(), stores.speed());
        }
        cluster.addNodes(scenario.nodes());
        this.origins = chooseOrigins(random.split());
        Set<SimulatedNode> set = new LinkedHashSet<>(origins);
        this.faults = new FaultContext(cluster, scenario, set, random.split());
        this.payload = new byte[scenario.workload().payloadBytes()];
    }

    private List<SimulatedNode> chooseOrigins(Prng random) {
        List<SimulatedNode> candidates = new ArrayList<>(cluster.nodes());
        List<SimulatedNode> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(scenario.workload().origins(), scenario.nodes())) {
            chosen.add(candidates.remove(random.nextInt(candidates.size())));
        }
        return chosen;
    }

    public Scenario scenario() {
        return scenario;
    }

    public SimulatedCluster cluster() {
        return cluster;
    }

    public Measurements measurements() {
        return measurements;
    }

    public List<SimulatedNode> origins() {
        return origins;
    }

    public FaultContext faults() {
        return faults;
    }

    /** @return events of virtual time while the workload ran */
    public long workloadEvents() {
        return workloadEvents;
    }

    /**
     * Runs it.
     *
     * @param progress hears the share of workload and quiet that is done, now and then: 0 when links are up, 1 at the end
     */
    public void run(DoubleConsumer progress) {
        VirtualTime time = cluster.time();
        cluster.start(null, scenario.warmUp());
        measurements.forgetTraffic();
        start = time.now();
        long end = plan();
        progress.accept(0);
        long before = time.happened();
        while (time.now() < end) {
            time.runUntil(Math.min(end, time.now() + STEP_NANOS));
            progress.accept((double) (time.now() - start) / (end - start));
        }
        workloadEvents = time.happened() - before;
    }

    /** @return when all is over */
    private long plan() {
        Workload workload = scenario.workload();
        long end = start + workload.duration();
        planBroadcast(0);
        for (PlannedFault planned : scenario.faults()) {
            long begins = start + planned.at().toNanos();
            long ends = begins + planned.lasts().toNanos();
            cluster.time().at(begins, () -> planned.fault().begin(faults));
            cluster.time().at(ends, () -> planned.fault().end(faults));
            end = Math.max(end, ends);
        }
        end += scenario.settle().toNanos();
        cluster.exchangeStates(Duration.ofNanos(end - start));
        return end;
    }

    /** @return what a broadcast waits for: of those that wait, every other to be stored where its origin has a store */
    Acknowledgement acknowledgement(long number) {
        Workload workload = scenario.workload();
        Acknowledgement asked = workload.acknowledgement(number);
        return asked == Acknowledgement.RECEIVED && number / workload.acknowledgedEvery() % 2 == 1
                && origins.get((int) (number % origins.size())).disk() != null ? Acknowledgement.STORED : asked;
    }

    private void planBroadcast(int number) {
        if (number < scenario.workload().broadcasts()) {
            cluster.time().at(start + scenario.workload().at(number), () -> {
                SimulatedNode origin = origins.get(number % origins.size());
                if (origin.running()) {
                    origin.broadcast(scenario.workload().topic(number), payload,
                            acknowledgement(number), number);
                }
                planBroadcast(number + 1);
            });
        }
    }

    /** @return when the first message was broadcast, in virtual nanoseconds */
    public long start() {
        return start;
    }

    /** @return what the links allowed when messages were sent */
    public OptimaThen optima() {
        return optima;
    }
}
