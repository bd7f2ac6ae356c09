package io.plumtree.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.fault.SlowApplication;
import io.plumtree.simulator.fault.SlowApplication.Item;

/** A slow application is handed each message that its node delivered, or one gap that names it, and each gap of its node. */
public final class SlowConsumers implements Check {

    private final List<SlowApplication> applications;
    private final Violations violations;

    /** @param applications may grow */
    public SlowConsumers(List<SlowApplication> applications, Violations violations) {
        this.applications = applications;
        this.violations = violations;
    }

    @Override
    public void conclude() {
        for (SlowApplication application : applications) {
            check(application.arrived(), application.handed());
        }
    }

    void check(List<Item> arrived, List<Item> handed) {
        Map<StreamId, Map<Long, Integer>> times = new HashMap<>();
        for (Item item : handed) {
            count(times, item, 1);
        }
        for (Item item : arrived) {
            count(times, item, -1);
        }
        List<String> wrong = new ArrayList<>();
        times.forEach((stream, sequences) -> sequences.forEach((sequence, count) -> {
            if (count != 0) {
                wrong.add("a slow application was handed " + stream + "/" + sequence
                        + (count < 0 ? " neither as a message nor as a gap" : " more often than its node delivered it"));
            }
        }));
        wrong.stream().sorted().forEach(violations::add);
    }

    private static void count(Map<StreamId, Map<Long, Integer>> times, Item item, int by) {
        for (long sequence = item.from(); sequence <= item.to(); sequence++) {
            times.computeIfAbsent(item.stream(), s -> new HashMap<>()).merge(sequence, by, Integer::sum);
        }
    }
}
