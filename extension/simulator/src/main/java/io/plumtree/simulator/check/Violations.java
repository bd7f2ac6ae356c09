package io.plumtree.simulator.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What must never happen and did, in one run. */
public final class Violations {

    private static final int KEPT = 100;

    private final List<String> told = new ArrayList<>();
    private long count;

    /** Something of the kind happened. */
    public void add(String what) {
        count++;
        if (told.size() < KEPT) {
            told.add(what);
        }
    }

    /** @return how many there were */
    public long count() {
        return count;
    }

    /** @return the first of them */
    public List<String> told() {
        return Collections.unmodifiableList(told);
    }
}
