package io.plumtree.simulator.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.plumtree.simulator.check.MissCause;
import io.plumtree.simulator.check.Misses;
import io.plumtree.simulator.check.Violations;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.measure.MessageKind;
import io.plumtree.simulator.measure.MessageRecord;
import io.plumtree.simulator.measure.OptimaThen;
import io.plumtree.simulator.scenario.ScenarioRun;

/** The figures of a run that has ended, in the order in which they are printed, and whether it kept its promise. */
public final class RunReport {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long AFTER_CRASH_NANOS = 2_000_000_000L;

    private final ScenarioRun run;
    private final Misses misses;
    private final Measurements measured;
    private final Map<String, Object> options;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private String group = "";

    /**
     * @param run that has ended
     * @param misses of it
     * @param violations that were found in it
     * @param options what decides it, by name
     * @param seconds of real time that workload and quiet took
     */
    public RunReport(ScenarioRun run, Misses misses, Violations violations, Map<String, Object> options, double seconds) {
        this.run = run;
        this.misses = misses;
        this.measured = run.measurements();
        this.options = options;
        redundancy();
        speed();
        traffic();
        crash();
        outcome();
        simulation(seconds);
        failures.addAll(violations.told());
        if (violations.count() > violations.told().size()) {
            failures.add("and " + (violations.count() - violations.told().size()) + " more of the kind");
        }
        failures.addAll(measured.violations());
    }

    private void redundancy() {
        List<MessageRecord> messages = measured.messages();
        group = "Redundancy and hops";
        add("broadcasts", "messages broadcast", messages.size(), "");
        Statistics first = Statistics.of(messages.stream().filter(MessageRecord::first).toList(), MessageRecord::rmr);
        Statistics steady = Statistics.of(messages.stream().filter(m -> !m.first()).toList(), MessageRecord::rmr);
        add("rmrFirst", "RMR of origins' first messages, mean", first.mean(), "");
        add("rmrFirstMax", "RMR of origins' first messages, max", first.max(), "");
        add("rmrSteady", "RMR of later messages, mean", steady.mean(), "");
        add("rmrSteadyMax", "RMR of later messages, max", steady.max(), "");
        Statistics hops = Statistics.of(messages, MessageRecord::lastHop);
        add("ldhFirstMax", "LDH of an origin's first message, max",
                messages.stream().filter(MessageRecord::first).mapToInt(MessageRecord::lastHop).max().orElse(0), "hops");
        add("ldhMean", "LDH, mean", hops.mean(), "hops");
        add("ldhP50", "LDH, median", hops.median(), "hops");
        add("ldhMax", "LDH, max", messages.stream().mapToInt(MessageRecord::lastHop).max().orElse(0), "hops");
    }

    private void speed() {
        group = "Latency";
        Statistics coverage = Statistics.of(measured.messages(), message -> message.coverage() / NANOS_PER_MILLI);
        add("coverageMsP50", "time to reach all, median", coverage.median(), "ms");
        add("coverageMsMax", "time to reach all, max", coverage.max(), "ms");
        OptimaThen optima = run.optima();
        add("overlayOptimumMs", "least time that the links allow, mean of first messages",
                Statistics.of(optima.firsts(), message -> optima.optimum(message) / NANOS_PER_MILLI).mean(), "ms");
        Statistics first = Statistics.of(optima.firsts(), optima::ratio);
        add("coverageRatioFirstP50", "time / least time, first messages, median", first.median(), "");
        add("coverageRatioFirstMax", "time / least time, first messages, max", first.max(), "");
        Statistics last = Statistics.of(optima.lasts(), optima::ratio);
        add("coverageRatioLast50P50", "time / least time, last 50 messages, median", last.median(), "");
        add("coverageRatioLast50Max", "time / least time, last 50 messages, max", last.max(), "");
        add("deliveryMsP50", "delivery after broadcast, median", deliveredWithin(50), "ms");
        add("deliveryMsP99", "delivery after broadcast, 99 %", deliveredWithin(99), "ms");
        add("deliveryMsMax", "delivery after broadcast, max", deliveredWithin(100), "ms");
    }

    private @Nullable Double deliveredWithin(double percent) {
        return measured.delivered() == 0
                ? null
                : Double.valueOf(measured.latencies().getValueAtPercentile(percent) / NANOS_PER_MILLI);
    }

    private void traffic() {
        group = "Messages sent";
        long payloads = measured.traffic(MessageKind.GOSSIP).messages();
        add("payloadMessages", "GOSSIP, with a payload", payloads, "");
        add("payloadsAcrossZones", "  from one zone to another", measured.payloadsAcrossZones(), "");
        add("payloadsAcrossZonesPct", "  from one zone to another, share",
                payloads == 0 ? null : 100.0 * measured.payloadsAcrossZones() / payloads, "%");
        for (MessageKind kind : MessageKind.values()) {
            if (kind != MessageKind.GOSSIP) {
                add(kind.name().toLowerCase(Locale.ROOT) + "Messages", kind.name(), measured.traffic(kind).messages(), "");
            }
        }
        add("controlBytesPerPayloadByte", "bytes of all but GOSSIP, per byte of payload",
                measured.controlBytesPerPayloadByte(), "");
        add("headerBytesPerPayloadByte", "bytes of GOSSIP headers, per byte of payload",
                measured.headerBytesPerPayloadByte(), "");
    }

    /** Of the messages that were sent after many died and before membership could know: who of the survivors had them, when. */
    private void crash() {
        Optional<PlannedFault> crash = run.scenario().faults().stream()
                .filter(planned -> planned.fault().kind() == FaultKind.MASS_CRASH).findFirst();
        List<MessageRecord> after = crash.map(this::sentAfter).orElse(List.of());
        group = "Crash";
        add("crashed", "nodes that crashed",
                crash.isEmpty() ? null : run.faults().count(FaultKind.MASS_CRASH),
                "");
        add("afterCrashMessages", "messages sent in the 2 s after it", crash.isEmpty() ? null : after.size(), "");
        add("afterCrashReachedPct", "survivors that these reached, min", Statistics.of(after, this::reachedPercent).min(),
                "%");
        add("afterCrashCoverageMsMax", "time until these reached the last, max",
                Statistics.of(after, message -> message.coverage() / NANOS_PER_MILLI).max(), "ms");
    }

    private List<MessageRecord> sentAfter(PlannedFault crash) {
        long from = run.start() + crash.at().toNanos();
        long to = from + Math.min(AFTER_CRASH_NANOS, run.scenario().views().earliest().toNanos());
        return measured.messages().stream().filter(message -> message.sentAt() >= from && message.sentAt() < to).toList();
    }

    private double reachedPercent(MessageRecord message) {
        int others = run.cluster().running().size() - (message.originLives() ? 1 : 0);
        return others == 0 ? 100 : 100.0 * message.deliveries() / others;
    }

    private void outcome() {
        group = "Outcome";
        add("delivered", "deliveries", measured.delivered(), "");
        add("duplicates", "payloads that came again", measured.duplicates(), "");
        add("missesExplained", "misses, explained", misses.count(true), "");
        for (MissCause cause : MissCause.values()) {
            if (cause.explained()) {
                String words = cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                add("misses" + camelCase(words), "  " + words, misses.counts().get(cause), "");
            }
        }
        add("missesUnexplained", "misses, unexplained", misses.count(false), "");
        add("gaps", "messages told as gaps", measured.gapMessages(), "");
        boolean partitioned = run.scenario().faults().stream()
                .anyMatch(planned -> planned.fault().kind() == FaultKind.PARTITION);
        add("healedHoldAll", "both sides of the partition hold everything",
                partitioned ? misses.count(true) + misses.count(false) == 0 : null, "");
        add("violations", "what must never happen and did", measured.violations().size(), "");
    }

    private static String camelCase(String words) {
        return Arrays.stream(words.split(" ")).map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private void simulation(double seconds) {
        group = "Simulation";
        add("events", "events of workload and quiet", run.workloadEvents(), "");
        add("eventsPerSecond", "events a second of real time", Math.round(run.workloadEvents() / Math.max(seconds, 1e-9)),
                "");
        add("traceHash", "hash of all that happened", String.format(Locale.ROOT, "%016x", run.cluster().traceHash()), "");
    }

    private void add(String key, String label, @Nullable Object value, String unit) {
        figures.add(new Figure(group, key, label, value, unit));
    }

    /** @return what decides the run, in one line */
    public String scenario() {
        return options.entrySet().stream().map(option -> option.getKey() + " " + option.getValue())
                .collect(Collectors.joining(", "));
    }

    /** @return all figures, without the options */
    public List<Figure> figures() {
        return figures;
    }

    /** @return options and figures by name */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>(options);
        figures.forEach(figure -> values.put(figure.key(), figure.value()));
        return values;
    }

    /** @return why the run did not keep the promise; empty if it did */
    public List<String> failures() {
        return failures;
    }
}
