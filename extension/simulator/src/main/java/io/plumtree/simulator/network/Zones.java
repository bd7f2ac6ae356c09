package io.plumtree.simulator.network;

import io.plumtree.core.util.Prng;

/**
 * Data centres of the world: a round trip is 4 ms and 1 ms for each 75 km between two cities, as a large operator measured
 * for its own network (Corrosion's simulator); within one city it is 0.3 to 1 ms.
 */
final class Zones implements LatencyModel {

    /** Latitude and longitude in degrees. */
    private static final double[][] CITIES = { { 50.1, 8.7 }, { 39.0, -77.5 }, { 1.4, 103.8 }, { 51.5, -0.1 }, { 37.4, -122.0 },
            { 35.7, 139.7 }, { -33.9, 151.2 }, { 52.4, 4.9 }, { -23.5, -46.6 }, { 19.1, 72.9 }, { 41.9, -87.6 }, { 48.9, 2.4 },
            { 22.3, 114.2 }, { 59.3, 18.1 }, { 43.7, -79.4 }, { -26.2, 28.0 }, { 32.8, -96.8 }, { 40.4, -3.7 },
            { 47.6, -122.3 } };
    static final int ALL = CITIES.length;

    private static final double EARTH_RADIUS_KM = 6371;
    private static final double KM_PER_MILLI = 75;
    private static final double BETWEEN_MILLIS = 4;
    private static final double WITHIN_MILLIS = 0.3;
    private static final double WITHIN_SPREAD_MILLIS = 0.7;

    private final int count;
    private final long seed;
    private final long[][] oneWay;

    Zones(int count, long seed) {
        if (count < 1 || count > ALL) {
            throw new IllegalArgumentException("there are 1 to " + ALL + " zones");
        }
        this.count = count;
        this.seed = seed;
        this.oneWay = new long[count][count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                oneWay[a][b] = LatencyModels.nanos((BETWEEN_MILLIS + kilometres(CITIES[a], CITIES[b]) / KM_PER_MILLI) / 2);
            }
        }
    }

    @Override
    public long between(int a, int b) {
        int zoneOfA = zone(a);
        int zoneOfB = zone(b);
        if (zoneOfA != zoneOfB) {
            return oneWay[zoneOfA][zoneOfB];
        }
        return LatencyModels.nanos((WITHIN_MILLIS + WITHIN_SPREAD_MILLIS * LatencyModels.unit(a, b, seed)) / 2);
    }

    @Override
    public int zone(int node) {
        return (int) Math.floorMod(Prng.mix(seed + node) >>> 1, (long) count);
    }

    /** Along the great circle. */
    private static double kilometres(double[] from, double[] to) {
        double latitude = StrictMath.toRadians(to[0] - from[0]);
        double longitude = StrictMath.toRadians(to[1] - from[1]);
        double a = square(StrictMath.sin(latitude / 2)) + StrictMath.cos(StrictMath.toRadians(from[0]))
                * StrictMath.cos(StrictMath.toRadians(to[0])) * square(StrictMath.sin(longitude / 2));
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.min(1, StrictMath.sqrt(a)));
    }

    private static double square(double x) {
        return x * x;
    }
}
