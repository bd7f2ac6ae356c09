package io.plumtree.simulator.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.time.VirtualTime;

/** The links of a cluster and everything that can be wrong with them. */
public final class Network {

    private final VirtualTime time;
    private final LatencyModel latency;
    private final Prng random;
    private final NetworkListener listener;
    private final long sendQueueMaxBytes;
    private final long idleTimeout;
    private final Set<Link> links = new LinkedHashSet<>();
    private final Conditions everywhere = new Conditions();
    private final Map<Long, Conditions> ofPairs = new HashMap<>();
    private final StreamNumbers streams = new StreamNumbers();
    private final Map<String, Long> happened = new TreeMap<>();
    private final List<int[]> partitions = new ArrayList<>();
    private boolean quiet = true;

    /**
     * A network without faults.
     *
     * @param config says when a silent link is dead, and how much a queue holds
     */
    public Network(VirtualTime time, LatencyModel latency, PlumtreeConfig config, Prng random, NetworkListener listener) {
        this.time = time;
        this.latency = latency;
        this.random = random;
        this.listener = listener;
        this.sendQueueMaxBytes = config.get(ConfigKey.SEND_QUEUE_MAX_BYTES);
        this.idleTimeout = config.get(ConfigKey.IDLE_TIMEOUT).toNanos();
    }

    // --- links ------------------------------------------------------------------------------------------------------

    /** Connects two nodes: the acceptor knows at once, the dialer when the answer has come. */
    public Link connect(Endpoint dialer, Endpoint acceptor) {
        Link link = new Link(this, dialer, acceptor);
        links.add(link);
        listener.linkUp(link);
        link.forth().up = true;
        // Before whatever the acceptor says first.
        time.at(link.back().endArrives(), () -> answered(link, dialer));
        acceptor.linkUp(link);
        return link;
    }

    private void answered(Link link, Endpoint dialer) {
        if (!dialer.running()) {
            close(link, dialer, "nobody waits for the answer");
        } else if (link.open) {
            link.back().up = true;
            dialer.linkUp(link);
        } else {
            dialer.linkDown(link);
        }
    }

    /** One end ends the link; the other hears of it after everything that was sent before. */
    public void close(Link link, Endpoint by, String why) {
        if (!link.open) {
            return;
        }
        ended(link, why);
        link.from(link.other(by)).up = false;
        long arrives = link.from(by).endArrives();
        boolean passes = !blocked(by.index(), link.other(by).index());
        tell(link, link.other(by), passes ? arrives : Math.max(arrives, time.now() + idleTimeout));
    }

    /** The process at one end is gone without a word: the other end hears nothing any more, and later ends the link. */
    public void abandon(Link link, Endpoint gone) {
        if (!link.open) {
            return;
        }
        ended(link, "silent crash");
        link.from(link.other(gone)).up = false;
        tell(link, link.other(gone), Math.max(link.from(gone).endArrives(), time.now() + idleTimeout));
    }

    /** The link breaks: both ends hear of it. */
    public void breakLink(Link link, String why) {
        if (!link.open) {
            return;
        }
        ended(link, why);
        tell(link, link.forth().to(), link.forth().endArrives());
        tell(link, link.back().to(), link.back().endArrives());
    }

    private void ended(Link link, String why) {
        link.open = false;
        links.remove(link);
        listener.linkDown(link, why);
    }

    private void tell(Link link, Endpoint end, long at) {
        time.at(at, () -> {
            Channel incoming = link.from(link.other(end));
            if (incoming.up) {
                incoming.up = false;
                if (end.running()) {
                    end.linkDown(link);
                }
            }
        });
    }

    /** @return the links that are open, in the order in which they came up */
    public List<Link> links() {
        return new ArrayList<>(links);
    }

    // --- conditions -------------------------------------------------------------------------------------------------

    /** @return what holds between all nodes; call {@link #changed()} after a change */
    public Conditions everywhere() {
        return everywhere;
    }

    /** @return what holds from {@code from} to {@code to}, besides; call {@link #changed()} after a change */
    public Conditions between(int from, int to) {
        return ofPairs.computeIfAbsent(pair(from, to), key -> new Conditions());
    }

    Conditions own(int from, int to) {
        return ofPairs.isEmpty() ? null : ofPairs.get(pair(from, to));
    }

    /**
     * From now on nodes of different groups cannot reach each other.
     *
     * @param groupOf the group of each node, by number; whoever is added later is in group 0
     */
    public void partition(int[] groupOf) {
        partitions.add(groupOf);
        changed();
    }

    /** Ends what {@link #partition} of the same object began. */
    public void heal(int[] groupOf) {
        partitions.remove(groupOf);
        changed();
    }

    /** @return whether nothing passes from {@code from} to {@code to} */
    public boolean blocked(int from, int to) {
        if (everywhere.blocked > 0) {
            return true;
        }
        for (int i = 0; i < partitions.size(); i++) {
            if (group(partitions.get(i), from) != group(partitions.get(i), to)) {
                return true;
            }
        }
        Conditions own = own(from, to);
        return own != null && own.blocked > 0;
    }

    /** @return whether two nodes can talk to each other in both directions */
    public boolean reachable(int a, int b) {
        return !blocked(a, b) && !blocked(b, a);
    }

    /** @return whether {@code a} can connect to {@code b} now: nothing is in the way, and it does not fail by chance */
    public boolean connects(int a, int b) {
        if (!reachable(a, b)) {
            return false;
        }
        if (Channel.happens(everywhere.dialFailure, random)) {
            happened("dial-failure");
            return false;
        }
        return true;
    }

    private static int group(int[] groupOf, int node) {
        return node < groupOf.length ? groupOf[node] : 0;
    }

    /** The conditions changed: what waited goes on, what hangs for too long ends. */
    public void changed() {
        quiet = everywhere.loss == 0 && everywhere.burstLoss == 0 && everywhere.duplication == 0
                && everywhere.reordering == 0 && !everywhere.damaging() && everywhere.delayNanos == 0
                && everywhere.jitterNanos == 0;
        for (Link link : links()) {
            boolean passes = reachable(link.forth().from().index(), link.forth().to().index());
            if (passes && link.blockedSince >= 0) {
                link.blockedSince = -1;
                link.forth().release();
                link.back().release();
            } else if (!passes && link.blockedSince < 0) {
                long since = time.now();
                link.blockedSince = since;
                time.in(idleTimeout, () -> {
                    if (link.open && link.blockedSince == since) {
                        breakLink(link, "silent for idle-timeout");
                    }
                });
            }
            link.forth().tellDrained();
            link.back().tellDrained();
        }
    }

    // --- for channels -----------------------------------------------------------------------------------------------

    boolean quiet() {
        return quiet;
    }

    long latency(int a, int b) {
        return latency.between(a, b);
    }

    long sendQueueMaxBytes() {
        return sendQueueMaxBytes;
    }

    VirtualTime time() {
        return time;
    }

    Prng random() {
        return random;
    }

    NetworkListener listener() {
        return listener;
    }

    /** @return the number of a stream, from 0: the same stream of another name object has the same */
    int numberOf(StreamId stream) {
        return streams.of(stream);
    }

    /** A fault did something. */
    public void happened(String fault) {
        happened.merge(fault, 1L, Long::sum);
    }

    /** @return how often each fault did something, by name */
    public Map<String, Long> happened() {
        return new TreeMap<>(happened);
    }

    private static long pair(int from, int to) {
        return ((long) from << 32) | to;
    }
}
