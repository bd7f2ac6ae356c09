package io.plumtree.simulator.fault;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.Link;

/** Links break again and again: one, or all of a node. They may come up again at once. */
public final class LinkResets implements Fault {

    private static final long UNTIL_LINKED_NANOS = 100_000_000L;

    private final FaultKind kind;
    private final long everyNanos;
    private @Nullable Link flapping;
    private boolean over;

    private LinkResets(FaultKind kind, long everyNanos) {
        this.kind = kind;
        this.everyNanos = everyNanos;
    }

    /** One link breaks every so often. */
    public static LinkResets flapping(long everyNanos) {
        return new LinkResets(FaultKind.LINK_FLAPPING, everyNanos);
    }

    /** All links of one node after the other break, one node every so often. */
    public static LinkResets storm(long everyNanos) {
        return new LinkResets(FaultKind.LINK_RESET, everyNanos);
    }

    @Override
    public FaultKind kind() {
        return kind;
    }

    @Override
    public void begin(FaultContext context) {
        if (over) {
            return;
        }
        long before = context.count(kind);
        if (kind == FaultKind.LINK_RESET) {
            context.choose(1, node -> !node.links().isEmpty()).forEach(victim -> resetLinks(context,
                    link -> link.forth().from() == victim || link.forth().to() == victim));
        } else {
            flap(context);
        }
        // Where there was no link, as soon as there is one.
        context.cluster().time().in(context.count(kind) > before ? everyNanos : UNTIL_LINKED_NANOS, () -> begin(context));
    }

    private void flap(FaultContext context) {
        List<Link> links = context.cluster().network().links();
        if (flapping == null && !links.isEmpty()) {
            flapping = links.get(context.random().nextInt(links.size()));
        }
        if (flapping != null) {
            Channel before = flapping.forth();
            resetLinks(context, link -> connects(link.forth(), before) || connects(link.back(), before));
        }
    }

    private static boolean connects(Channel channel, Channel same) {
        return channel.from() == same.from() && channel.to() == same.to();
    }

    private void resetLinks(FaultContext context, Predicate<Link> which) {
        for (Link link : context.cluster().network().links()) {
            if (which.test(link)) {
                context.cluster().network().breakLink(link, kind.label());
                context.fired(kind);
            }
        }
    }

    @Override
    public void end(FaultContext context) {
        over = true;
    }
}
