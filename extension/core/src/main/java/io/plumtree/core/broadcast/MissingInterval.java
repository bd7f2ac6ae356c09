package io.plumtree.core.broadcast;

import io.plumtree.core.util.Timer;

/** Messages in a row of one stream that are known to exist and have not arrived. Masks are slots of neighbours. */
final class MissingInterval {

    static final int NOBODY = OriginTree.NOBODY;

    final StreamState stream;
    final Timer timer;
    /** When it became known that they are missing. */
    final long since;
    long from;
    long to;
    /** Who announced them. */
    long announcers;
    /** Who announced the last of them first, and when its push would have come. */
    int earliest = NOBODY;
    long earliestPush;
    /** Who was asked since all were last tried. */
    long tried;
    /** Who has answered since the last wait that it has none to give: whoever misses them too asks for them itself. */
    long lacking;
    /** Who had them and does not retain them any more. */
    long gone;
    /** Who is asked now, and up to which message. */
    int asked = NOBODY;
    long askedTo;
    /** Whether anybody answered so: then that they have not come is no fault of the parent. */
    boolean scarce;
    int attempts;
    /** How often it waited since GraftFailed was told. */
    int waits;
    /** Whether GraftFailed was told: it is asked for seldom from then on, until a new announcement begins it again. */
    boolean failed;
    /** Whether this node waited in vain for somebody to push them: so did those it pushes to. */
    boolean late;
    /** Whether only comparing with a neighbour showed that they exist. */
    boolean found;
    /** Whether whoever pushed a later message misses them too, and so asks for them first (tree-model R10). */
    boolean upstream;

    MissingInterval(StreamState stream, long from, long to, long since, Timer.Action onTimer) {
        this.stream = stream;
        this.from = from;
        this.to = to;
        this.since = since;
        this.timer = new Timer(onTimer);
    }

    /** @return whether nothing has come of it yet: nobody announced it, is asked, or is waited for */
    boolean untold() {
        return announcers == 0 && gone == 0 && asked == NOBODY && !timer.scheduled();
    }
}
