package io.plumtree.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.StorageSettings;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.check.Accounts;
import io.plumtree.simulator.check.Acknowledged;
import io.plumtree.simulator.check.Bounds;
import io.plumtree.simulator.check.Check;
import io.plumtree.simulator.check.ExactlyOnce;
import io.plumtree.simulator.check.FaultsFired;
import io.plumtree.simulator.check.MissCause;
import io.plumtree.simulator.check.Misses;
import io.plumtree.simulator.check.OriginOrder;
import io.plumtree.simulator.check.Progress;
import io.plumtree.simulator.check.Retention;
import io.plumtree.simulator.check.StoredEverything;
import io.plumtree.simulator.check.Stores;
import io.plumtree.simulator.check.SymmetricLinks;
import io.plumtree.simulator.check.TimersIdle;
import io.plumtree.simulator.check.Violations;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.measure.MessageRecord;
import io.plumtree.simulator.node.SimulatedNode;

/**
 * Runs one scenario and says whether the promise held. First faults are on, and nothing wrong may happen. Then everything is
 * healed, and within a bound everything that is owed must be there and every node's new broadcast must reach everybody. Then
 * all is quiet, and nothing must be left over. One object for one run.
 */
public final class Trial {

    private static final Duration SAMPLE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(10);
    /** Longer than a link stays that nobody wants, twice: that may be found out late. */
    private static final Duration UNWANTED_LINKS_END = Duration.ofSeconds(65);

    private static final Duration UNTIL_QUIET = Duration.ofMinutes(1);
    private static final int LONGEST_UNTIL_QUIET = 60;

    private final Scenario scenario;
    private final ScenarioRun run;
    private final SimulatedCluster cluster;
    private final Violations violations = new Violations();
    private final List<Check> checks = new ArrayList<>();
    private final Misses misses;
    private final StoredEverything stored;
    private final Retention retention;
    private final FaultsFired faultsFired;
    private Duration sampledAt = Duration.ZERO;

    /**
     * What a run showed.
     *
     * @param violations the first things that must not have happened
     * @param violationCount how many there were
     * @param idleFaults how many of them are planned faults that did nothing
     * @param fired how often each kind of fault did something
     * @param misses how many messages were missed, by cause
     * @param gaps messages told as gaps, over all nodes
     * @param delivered deliveries
     * @param traceHash of everything
     */
    public record Verdict(List<String> violations, long violationCount, long idleFaults, Map<FaultKind, Long> fired,
            Map<MissCause, Long> misses, long gaps, long delivered, long traceHash) {

        /** @return whether the promise held */
        public boolean held() {
            return violationCount == 0;
        }

        /** @return whether nothing is wrong but that a planned fault did nothing */
        boolean onlyIdleFaults() {
            return idleFaults > 0 && idleFaults == violationCount;
        }
    }

    public Trial(Scenario scenario) {
        this.scenario = scenario;
        this.run = new ScenarioRun(scenario);
        this.cluster = run.cluster();
        Accounts accounts = new Accounts(cluster.time());
        cluster.listen(accounts);
        Outcome outcome = new Outcome();
        this.stored = new StoredEverything(scenario, cluster);
        cluster.listen(stored);
        this.retention = new Retention(scenario, scenario.warmUp().toNanos(), stored);
        this.misses = new Misses(cluster, run.measurements(), accounts, retention, violations);
        add(new ExactlyOnce(run.measurements(), violations));
        add(new OriginOrder(scenario.config(), violations));
        add(misses);
        add(new Acknowledged(token -> asked(token) == Acknowledgement.RECEIVED, outcome, violations));
        if (scenario.stores() != null) {
            add(new Stores(cluster, token -> asked(token) == Acknowledgement.STORED, outcome, violations));
        }
        add(new Progress(cluster, run.measurements(), this::probeBound, violations));
        add(new SymmetricLinks(cluster, violations));
        add(new Bounds(cluster, violations));
        add(new TimersIdle(cluster, violations));
        this.faultsFired = new FaultsFired(run.faults(), scenario.faults(), violations);
        add(faultsFired);
    }

    private Acknowledgement asked(long token) {
        return token < 0 ? Acknowledgement.QUEUED : run.acknowledgement(token);
    }

    private void add(Check check) {
        checks.add(check);
        cluster.listen(check);
    }

    /** @return the run, for whoever wants to hear of it */
    public ScenarioRun scenarioRun() {
        return run;
    }

    /** Runs it. */
    public Verdict run() {
        long faultsOver = scenario.warmUp().toNanos();
        for (PlannedFault planned : scenario.faults()) {
            faultsOver = Math.max(faultsOver, scenario.warmUp().plus(planned.at()).plus(planned.lasts()).toNanos());
        }
        cluster.time().at(faultsOver, () -> cluster.membership().agree(scenario.views().earliest().toNanos(),
                scenario.views().latest().toNanos()));
        run.run(share -> sampleIfDue());
        checks.forEach(Check::healed);
        probe();
        sleepUntilQuiet();
        checks.forEach(Check::conclude);
        Map<FaultKind, Long> fired = new TreeMap<>();
        for (FaultKind kind : FaultKind.values()) {
            fired.put(kind, run.faults().count(kind));
        }
        return new Verdict(violations.told(), violations.count(), faultsFired.idle(), fired, misses.counts(),
                run.measurements().gapMessages(),
                run.measurements().delivered(), cluster.traceHash());
    }

    private void sampleIfDue() {
        Duration now = Duration.ofNanos(cluster.time().now());
        if (now.minus(sampledAt).compareTo(SAMPLE) >= 0) {
            sampledAt = now;
            checks.forEach(Check::sample);
        }
    }

    private void probe() {
        for (SimulatedNode node : cluster.running()) {
            for (String topic : scenario.workload().topics()) {
                node.broadcast(topic, new byte[1], Acknowledgement.QUEUED, -1);
                cluster.run(BETWEEN_PROBES);
            }
        }
        sleep(Healing.probe(scenario.config()));
    }

    /** Where messages are not kept for long enough, holes are left; what is behind them waits, on an ordered topic. */
    private long probeBound(String topic) {
        PlumtreeConfig config = scenario.config();
        boolean waits = config.topic(topic).ordering() == Ordering.FIFO && (scenario.stores() != null
                ? !retention.storesHoldAll(run.measurements().messages())
                : config.get(ConfigKey.MESSAGE_CACHE_TTL).compareTo(scenario.settle()) < 0);
        return waits ? Long.MAX_VALUE : Healing.probe(config).toNanos();
    }

    private void sleep(Duration duration) {
        for (Duration left = duration; left.compareTo(Duration.ZERO) > 0; left = left.minus(SAMPLE)) {
            cluster.run(left.compareTo(SAMPLE) < 0 ? left : SAMPLE);
            sampleIfDue();
        }
    }

    /** What can be had no longer is given up hop by hop, so that nobody can say how long that takes. */
    private void sleepUntilQuiet() {
        sleep(scenario.config().get(ConfigKey.MESSAGE_CACHE_TTL).plus(UNWANTED_LINKS_END));
        if (scenario.stores() != null) {
            // What is stored is not too old all at once, and hardly anything happens meanwhile.
            cluster.run(scenario.config().storage().map(StorageSettings::maxAge).orElse(Duration.ZERO));
        }
        for (int i = 0; i < LONGEST_UNTIL_QUIET && cluster.time().pending() > 0; i++) {
            sleep(UNTIL_QUIET);
        }
    }

    private final class Outcome implements Acknowledged.Outcome, Stores.Outcome {

        @Override
        public boolean held(StreamId stream, long sequence) {
            return stored.survivesPowerCuts()
                    && cluster.time().now() < retention.storedUntil(run.measurements().messages(), index(stream, sequence));
        }

        @Override
        public boolean had(StreamId stream, long sequence) {
            MessageRecord message = run.measurements().messages().get(index(stream, sequence));
            return message.originLives() || message.deliveries() > 0
                    || cluster.running().stream().anyMatch(message::hadBy);
        }

        @Override
        public boolean outlasts(StreamId stream, long sequence) {
            return retention.outlasts(run.measurements().messages(), index(stream, sequence));
        }

        private int index(StreamId stream, long sequence) {
            List<MessageRecord> messages = run.measurements().messages();
            for (int i = 0; i < messages.size(); i++) {
                if (messages.get(i).sequence() == sequence && messages.get(i).stream().equals(stream)) {
                    return i;
                }
            }
            throw new IllegalArgumentException(stream + "/" + sequence + " was not broadcast");
        }
    }
}
