package io.plumtree.simulator.fault;

import java.util.Locale;

/** Everything that can go wrong. */
public enum FaultKind {

    // --- messages on their way ----------------------------------------------------------------------------------------
    /** Messages of every kind are lost, each alone, though their link stays up. */
    LOSS,
    /** As {@link #LOSS}, several in a row. */
    BURST_LOSS,
    /** Messages arrive twice. */
    DUPLICATION,
    /** Messages are overtaken by later ones. */
    REORDERING,
    /** Bytes are damaged: the receiver notices, and the link ends. */
    CORRUPTION,
    /** The link ends in the middle of a message. */
    TRUNCATION,
    /** Everything takes longer. */
    DELAY,
    /** Everything takes longer, each message by another time. */
    JITTER,
    /** The links of one node are far slower than the others. */
    SLOW_LINK,
    /** Links carry so many bytes a second; what is sent waits for what was sent before. */
    LINK_CAPACITY,
    /** The queues of some nodes take no payload. */
    FULL_QUEUE,

    // --- links --------------------------------------------------------------------------------------------------------
    /** Nothing passes a link in one direction. */
    ONE_WAY_CUT,
    /** Nothing passes a link. */
    LINK_CUT,
    /** A link breaks whenever it has come up. */
    LINK_FLAPPING,
    /** All links of a node break at one moment. */
    LINK_RESET,
    /** Links break, and connecting again fails by chance. */
    DIAL_FAILURE,
    /** The cluster falls apart into halves that cannot reach each other. */
    PARTITION,
    /** The cluster falls apart into more than two groups. */
    SPLIT,
    /** One node can reach nobody. */
    ISOLATION,

    // --- nodes --------------------------------------------------------------------------------------------------------
    /** A process dies; its neighbours see the links close. */
    CRASH,
    /** Many processes die at one moment. */
    MASS_CRASH,
    /** A machine is gone without a word: its links are silent until {@code idle-timeout}. */
    SILENT_CRASH,
    /** A process dies and is started again, with a new epoch. */
    RESTART,
    /** As {@link #RESTART}, with a wall clock that shows a time before the first start. */
    RESTART_IN_THE_PAST,
    /** All nodes are restarted, one after the other. */
    ROLLING_RESTART,
    /** A process stands still, as for a garbage collection. */
    PAUSE,
    /** Every input of a node takes long. */
    SLOW_NODE,
    /** A node stands still again and again, as memory on a slow disk would make it. */
    SLOW_DISK,
    /** A wall clock jumps. */
    CLOCK_JUMP,
    /** A node's clocks run too fast or too slowly. */
    CLOCK_DRIFT,
    /** The applications of some nodes take long for every message. */
    SLOW_CONSUMER,

    // --- membership ---------------------------------------------------------------------------------------------------
    /** Membership takes a node that lives for dead, and then finds that it lives. */
    FALSE_SUSPICION,
    /** Membership does not notice that nodes died. */
    STALE_VIEW,
    /** Some nodes do not know some members. */
    HIDDEN_MEMBERS,
    /** Nodes join. */
    JOIN,
    /** Nodes leave, and say so. */
    LEAVE,

    // --- durable stores -------------------------------------------------------------------------------------------------
    /** The disks of some durable stores take many times as long for everything. */
    SLOW_STORE,
    /** The disks of some durable stores are full: they take nothing until the node is started again. */
    FULL_STORE,
    /** Machines lose their power, and what was not forced to the disk; they come back. */
    POWER_CUT;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** @return whether it is about durable stores */
    public boolean ofStores() {
        return this == SLOW_STORE || this == FULL_STORE || this == POWER_CUT;
    }

    /** @return whether nodes stop running, at least for a while */
    public boolean takesNodes() {
        return switch (this) {
            case CRASH, MASS_CRASH, SILENT_CRASH, RESTART, RESTART_IN_THE_PAST, ROLLING_RESTART, STALE_VIEW, LEAVE, POWER_CUT ->
                true;
            default -> false;
        };
    }

    /** @return whether nodes cannot reach each other because of where they are */
    public boolean separates() {
        return this == PARTITION || this == SPLIT || this == ISOLATION;
    }

    /** @return the name in reports and on the command line */
    public String label() {
        return label;
    }
}
