package io.plumtree.simulator.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.measure.MessageKind;
import io.plumtree.simulator.measure.MessageRecord;
import io.plumtree.simulator.scenario.ScenarioRun;

/** The figures of a run, by name, in the order in which they are printed. */
public final class RunReport {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int LAST_MESSAGES = 50;

    private RunReport() {
    }

    /** @return name and figure, of a run that has ended */
    public static Map<String, Object> of(ScenarioRun run, double seconds) {
        Measurements measured = run.measurements();
        List<MessageRecord> messages = measured.messages();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("nodes", run.scenario().nodes());
        figures.put("origins", run.origins().size());
        figures.put("broadcasts", messages.size());
        figures.put("rmrFirst", mean(messages.stream().filter(MessageRecord::first).mapToDouble(MessageRecord::rmr)
                .toArray()));
        figures.put("rmrSteady", mean(messages.stream().filter(m -> !m.first()).mapToDouble(MessageRecord::rmr)
                .toArray()));
        figures.put("ldhMax", messages.stream().mapToInt(MessageRecord::lastHop).max().orElse(0));
        figures.put("ldhMean", mean(messages.stream().mapToDouble(MessageRecord::lastHop).toArray()));
        double[] coverage = messages.stream().mapToDouble(m -> m.coverage() / NANOS_PER_MILLI).sorted().toArray();
        figures.put("coverageMsP50", quantile(coverage, 0.5));
        figures.put("coverageMsMax", quantile(coverage, 1));
        figures.put("overlayOptimumMs", run.optimumNanos() / NANOS_PER_MILLI);
        figures.put("deliveryMsP50", measured.latencies().getValueAtPercentile(50) / NANOS_PER_MILLI);
        figures.put("deliveryMsP99", measured.latencies().getValueAtPercentile(99) / NANOS_PER_MILLI);
        figures.put("deliveryMsMax", measured.latencies().getMaxValue() / NANOS_PER_MILLI);
        figures.put("payloadMessages", measured.traffic(MessageKind.GOSSIP).messages());
        for (MessageKind kind : MessageKind.values()) {
            if (kind != MessageKind.GOSSIP) {
                figures.put(kind.name().toLowerCase(java.util.Locale.ROOT) + "Messages", measured.traffic(kind).messages());
            }
        }
        figures.put("controlBytesPerPayloadByte", measured.controlBytesPerPayloadByte());
        figures.put("headerBytesPerPayloadByte", measured.headerBytesPerPayloadByte());
        figures.put("delivered", measured.delivered());
        figures.put("duplicates", measured.duplicates());
        figures.put("gaps", measured.gapMessages());
        figures.put("violations", measured.violations().size());
        figures.put("events", run.workloadEvents());
        figures.put("eventsPerSecond", Math.round(run.workloadEvents() / seconds));
        figures.put("traceHash", String.format("%016x", run.cluster().traceHash()));
        return figures;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
