package io.plumtree.simulator.fault;

import java.util.Locale;

/** Everything that can go wrong. */
public enum FaultKind {
    /** Messages of every kind are lost though their link stays up. */
    LOSS,
    /** Many nodes die at one moment. */
    CRASH,
    /** The cluster falls apart into groups that cannot reach each other. */
    PARTITION;

    /** @return the name in reports and on the command line */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
