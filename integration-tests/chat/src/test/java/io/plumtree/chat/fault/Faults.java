package io.plumtree.chat.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong between the nodes, at this moment. A caller that is not known is null: what it says may be anybody's, so it
 * gets through only while nothing is cut. For one thread.
 */
final class Faults {

    private final Set<Cut> cuts = new LinkedHashSet<>();
    private final Set<String> isolated = new LinkedHashSet<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private Weather weather = Weather.CALM;

    /** A link that carries nothing, in neither direction; {@code a} sorts before {@code b}. */
    record Cut(String a, String b) {

        static Cut between(String one, String other) {
            return one.compareTo(other) < 0 ? new Cut(one, other) : new Cut(other, one);
        }
    }

    /**
     * How all links are.
     *
     * @param lossPercent of what is sent, 0 to 100: a datagram is lost, a stream stands still until it is sent again
     * @param latencyMillis each way
     */
    record Weather(int lossPercent, int latencyMillis) {

        static final Weather CALM = new Weather(0, 0);
        static final int MAX_LOSS_PERCENT = 100;
        static final int MAX_LATENCY_MILLIS = 10_000;

        Weather {
            if (lossPercent < 0 || lossPercent > MAX_LOSS_PERCENT) {
                throw new IllegalArgumentException("lossPercent is " + lossPercent + "; allowed are 0 to " + MAX_LOSS_PERCENT);
            }
            if (latencyMillis < 0 || latencyMillis > MAX_LATENCY_MILLIS) {
                throw new IllegalArgumentException(
                        "latencyMillis is " + latencyMillis + "; allowed are 0 to " + MAX_LATENCY_MILLIS);
            }
        }
    }

    void cut(String one, String other) {
        changed(cuts.add(Cut.between(one, other)));
    }

    void mend(String one, String other) {
        changed(cuts.remove(Cut.between(one, other)));
    }

    void isolate(String node) {
        changed(isolated.add(node));
    }

    void reconnect(String node) {
        changed(isolated.remove(node));
    }

    void weather(Weather next) {
        weather = next;
        changed(true);
    }

    void heal() {
        cuts.clear();
        isolated.clear();
        weather(Weather.CALM);
    }

    /** @param listener called after each change */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }

    private void changed(boolean really) {
        if (really) {
            List.copyOf(listeners).forEach(Runnable::run);
        }
    }

    /** @return whether nothing gets through between these two */
    boolean severed(@Nullable String caller, String called) {
        if (caller == null) {
            return !cuts.isEmpty() || !isolated.isEmpty();
        }
        return isolated.contains(caller) || isolated.contains(called) || cuts.contains(Cut.between(caller, called));
    }

    boolean isolated(String node) {
        return isolated.contains(node);
    }

    Collection<Cut> cuts() {
        return List.copyOf(cuts);
    }

    Weather weather() {
        return weather;
    }
}
