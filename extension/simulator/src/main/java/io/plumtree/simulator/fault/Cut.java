package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.simulator.network.Conditions;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.network.Network;

/** Nothing passes some links, in one direction or both: what is sent waits, and after {@code idle-timeout} the link ends. */
public final class Cut implements Fault {

    private static final long UNTIL_LINKED_NANOS = 100_000_000L;

    private final FaultKind kind;
    private final int count;
    private final List<Conditions> cut = new ArrayList<>();
    private boolean over;

    private Cut(FaultKind kind, int count) {
        this.kind = kind;
        this.count = count;
    }

    /** @param count of links */
    public static Cut bothWays(int count) {
        return new Cut(FaultKind.LINK_CUT, count);
    }

    /** @param count of links */
    public static Cut oneWay(int count) {
        return new Cut(FaultKind.ONE_WAY_CUT, count);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        // Where there is no link yet, the first one that comes up.
        context.repeat(UNTIL_LINKED_NANOS, () -> !over && cut.isEmpty(), () -> cutSome(context));
    }

    private void cutSome(FaultContext context) {
        Network network = context.cluster().network();
        List<Link> links = network.links();
        for (int i = 0; i < count && !links.isEmpty(); i++) {
            Link link = links.remove(context.random().nextInt(links.size()));
            int from = link.forth().from().index();
            int to = link.forth().to().index();
            cut.add(network.between(from, to));
            if (kind == FaultKind.LINK_CUT) {
                cut.add(network.between(to, from));
            }
            context.fired(kind);
        }
        cut.forEach(conditions -> conditions.blocked++);
        network.changed();
    }

    @Override
    public void end(FaultContext context) {
        over = true;
        cut.forEach(conditions -> conditions.blocked--);
        context.cluster().network().changed();
    }
}
