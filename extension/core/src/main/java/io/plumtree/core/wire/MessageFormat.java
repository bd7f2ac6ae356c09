package io.plumtree.core.wire;

import java.util.List;

import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.MessageHistory.End;

/** Numbers of the message bodies that both ends of a connection must agree on; part of the wire format. */
final class MessageFormat {

    // GOSSIP flags
    static final int REPAIRED = 0x01;
    static final int ACKNOWLEDGE = 0x02;
    static final int COMPRESSED = 0x04;
    static final int HEADERS = 0x08;
    static final int EXTENDED = 0x10;
    static final int GOSSIP_FLAGS = REPAIRED | ACKNOWLEDGE | COMPRESSED | HEADERS | EXTENDED;

    static final int GONE = 0x01;
    static final int LAST = 0x01;
    static final int ESTABLISHED = 0x02;
    static final int ATTACHED = 0x01;
    static final int ANSWER = 0x01;

    /** How a path ends, by its number. */
    static final List<End> ENDS = List.of(End.ORIGIN, End.STORED, End.NOT_RETAINED, End.NO_LINK, End.TIMEOUT,
            End.TOO_MANY_QUESTIONS, End.TOO_LONG);
    /** How a message came to a node, by its number. */
    static final List<Arrival> ARRIVALS = List.of(Arrival.OWN, Arrival.PUSHED, Arrival.PULLED, Arrival.RECOVERED,
            Arrival.STORED);

    /** The greatest round; who counts further says this. */
    static final int MAX_ROUND = 0xFFFF;
    /** Most bytes that later versions may add to a GOSSIP. */
    static final int MAX_EXTENSION_BYTES = 1024;

    private MessageFormat() {
    }
}
