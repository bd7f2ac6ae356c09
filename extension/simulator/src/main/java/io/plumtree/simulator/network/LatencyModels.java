package io.plumtree.simulator.network;

import java.util.Locale;

import io.plumtree.core.util.Prng;

/** The latency models that a scenario can name. All are functions of a seed and the pair of nodes. */
public final class LatencyModels {

    /** How a model is written, for messages and help. */
    public static final String FORMS = "constant:MS, uniform:MIN_MS-MAX_MS, lognormal:MEDIAN_MS,SIGMA or zones[:COUNT]";

    /** Most zones of {@code zones:COUNT}. */
    public static final int MOST_ZONES = Zones.ALL;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double LONGEST_MILLIS = 5_000;

    private LatencyModels() {
    }

    /**
     * Reads a model, such as {@code uniform:10-50}.
     *
     * @param text what the user wrote
     * @param seed decides what the text leaves open
     * @throws IllegalArgumentException that names the text and the forms allowed
     */
    public static LatencyModel parse(String text, long seed) {
        String[] parts = text.trim().toLowerCase(Locale.ROOT).split(":", 2);
        String arguments = parts.length == 2 ? parts[1] : "";
        try {
            switch (parts[0]) {
                case "constant":
                    return constant(checked(Double.parseDouble(arguments)));
                case "uniform":
                    String[] range = arguments.split("-", 2);
                    return uniform(checked(Double.parseDouble(range[0])), checked(Double.parseDouble(range[1])), seed);
                case "lognormal":
                    String[] shape = arguments.split(",", 2);
                    return logNormal(checked(Double.parseDouble(shape[0])), Double.parseDouble(shape[1]), seed);
                case "zones":
                    return new Zones(arguments.isEmpty() ? Zones.ALL : Integer.parseInt(arguments), seed);
                default:
                    throw new IllegalArgumentException("no such model");
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("latency is " + text + ", allowed is " + FORMS + " (" + e.getMessage() + ")",
                    e);
        }
    }

    /** The same for all pairs. */
    public static LatencyModel constant(double millis) {
        long nanos = nanos(millis);
        return (a, b) -> nanos;
    }

    /** For each pair a time between two others, all equally likely. */
    public static LatencyModel uniform(double minMillis, double maxMillis, long seed) {
        if (maxMillis < minMillis) {
            throw new IllegalArgumentException("the longest is shorter than the shortest");
        }
        return (a, b) -> nanos(minMillis + (maxMillis - minMillis) * unit(a, b, seed));
    }

    /** Most pairs near the median, some very far. */
    public static LatencyModel logNormal(double medianMillis, double sigma, long seed) {
        if (!(sigma >= 0 && sigma <= 3)) {
            throw new IllegalArgumentException("sigma is 0 to 3");
        }
        return (a, b) -> nanos(Math.min(LONGEST_MILLIS,
                medianMillis * StrictMath.exp(sigma * normal(unit(a, b, seed), unit(a, b, ~seed)))));
    }

    private static double checked(double millis) {
        if (!(millis >= 0.001 && millis <= LONGEST_MILLIS)) {
            throw new IllegalArgumentException("milliseconds are 0.001 to " + (int) LONGEST_MILLIS);
        }
        return millis;
    }

    static long nanos(double millis) {
        return Math.max(1, (long) (millis * NANOS_PER_MILLI));
    }

    /** @return 0 to 1, the same for a pair in either order */
    static double unit(int a, int b, long seed) {
        long pair = ((long) Math.min(a, b) << 32) | Math.max(a, b);
        return (Prng.mix(Prng.mix(seed ^ 0x6C62272E07BB0142L) + Prng.mix(pair)) >>> 11) * 0x1.0p-53;
    }

    /** Box and Muller: two evenly distributed numbers make a normally distributed one; StrictMath is alike in every JVM. */
    private static double normal(double u, double v) {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - u)) * StrictMath.cos(2 * StrictMath.PI * v);
    }
}
