package io.plumtree.chat.fault;

import java.util.Random;

import org.jspecify.annotations.Nullable;

/** The way between a caller and a node, as the faults of the moment have it. For one thread. */
final class Link {

    private static final int PERCENT = 100;

    private final Faults faults;
    private final Random random;
    private final @Nullable String caller;
    private final String called;

    Link(Faults faults, Random random, @Nullable String caller, String called) {
        this.faults = faults;
        this.random = random;
        this.caller = caller;
        this.called = called;
    }

    boolean severed() {
        return faults.severed(caller, called);
    }

    int latencyMillis() {
        return faults.weather().latencyMillis();
    }

    /** @return whether what is sent now is lost */
    boolean loses() {
        return random.nextInt(PERCENT) < faults.weather().lossPercent();
    }

    void listen(Runnable listener) {
        faults.listen(listener);
    }

    void forget(Runnable listener) {
        faults.forget(listener);
    }
}
