package io.plumtree.simulator.report;

import org.jspecify.annotations.Nullable;

/**
 * One figure of a run.
 *
 * @param group under what it stands in a table
 * @param key its name in JSON
 * @param label its name in a table
 * @param value a number, a text or a truth; null where it does not apply
 * @param unit of the value; empty if it has none
 */
public record Figure(String group, String key, String label, @Nullable Object value, String unit) {
}
