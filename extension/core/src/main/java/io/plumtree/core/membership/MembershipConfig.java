package io.plumtree.core.membership;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.Preset;

/**
 * How membership behaves. Immutable: every {@code with} method returns another configuration. What it starts from are
 * memberlist's own values for an environment, because suspicion times only fit when all members use the same.
 */
public final class MembershipConfig implements Cloneable {

    /** The oldest and newest version of memberlist's protocol. */
    static final int PROTOCOL_MIN = 1;
    static final int PROTOCOL_MAX = 5;

    int protocol = 2;
    int delegateMin;
    int delegateMax;
    int delegate;

    long probeInterval = Duration.ofSeconds(1).toNanos();
    long probeTimeout = Duration.ofMillis(500).toNanos();
    int indirectChecks = 3;
    boolean tcpPings = true;
    Set<String> noTcpPings = Set.of();
    int suspicionMultiplier = 4;
    int suspicionMaxMultiplier = 6;
    int awarenessMaxMultiplier = 8;

    long gossipInterval = Duration.ofMillis(200).toNanos();
    int gossipNodes = 3;
    long gossipToTheDead = Duration.ofSeconds(30).toNanos();
    int retransmitMultiplier = 4;
    int packetSize = 1400;

    long pushPullInterval = Duration.ofSeconds(30).toNanos();
    long tcpTimeout = Duration.ofSeconds(10).toNanos();
    long retryInterval = Duration.ofSeconds(30).toNanos();

    long deadNodeReclaim;
    List<Cidr> allowed = List.of();

    int maxMembers = 20_000;
    int maxQueued = 20_000;
    int maxPending = 4_096;
    int maxForgotten = 1_000;

    private MembershipConfig() {
    }

    /**
     * memberlist's LAN values, or its WAN values for {@link Preset#WAN}.
     *
     * @param preset an environment
     * @return its values
     */
    public static MembershipConfig of(Preset preset) {
        return preset == Preset.WAN ? wan() : lan();
    }

    /** @return for one data centre */
    public static MembershipConfig lan() {
        return new MembershipConfig();
    }

    /** @return for several regions */
    public static MembershipConfig wan() {
        return lan().withProbes(Duration.ofSeconds(5), Duration.ofSeconds(3)).withSuspicion(6, 6)
                .withGossip(Duration.ofMillis(500), 4, Duration.ofSeconds(60))
                .withStateExchange(Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    /** @return for nodes on one host: development and tests */
    public static MembershipConfig local() {
        return lan().withProbes(Duration.ofSeconds(1), Duration.ofMillis(200)).withSuspicion(3, 6).withIndirectChecks(1)
                .withGossip(Duration.ofMillis(100), 3, Duration.ofSeconds(15)).withRetransmits(2)
                .withStateExchange(Duration.ofSeconds(15), Duration.ofSeconds(1));
    }

    /**
     * @param version the version of memberlist's protocol to use, 1 to 5. 1 is for networks where all members share one
     *        port, and encrypts in the old way
     * @return this configuration with it
     */
    public MembershipConfig withProtocol(int version) {
        in("membership.protocol", version, PROTOCOL_MIN, PROTOCOL_MAX);
        return changed(config -> config.protocol = version);
    }

    /**
     * @param min the oldest version of the layer above that this node understands: 2 in a Serf cluster
     * @param max the newest: 5
     * @param current the one it uses: 5
     * @return this configuration with them
     */
    public MembershipConfig withDelegateVersions(int min, int max, int current) {
        in("membership.delegate-min", min, 0, 255);
        in("membership.delegate-max", max, min, 255);
        in("membership.delegate-version", current, min, max);
        return changed(config -> {
            config.delegateMin = min;
            config.delegateMax = max;
            config.delegate = current;
        });
    }

    /**
     * @param interval between probes; a member that does not answer within it is suspected
     * @param timeout after which a probe takes detours
     * @return this configuration with them
     */
    public MembershipConfig withProbes(Duration interval, Duration timeout) {
        return changed(config -> {
            config.probeInterval = positive("membership.probe-interval", interval);
            config.probeTimeout = positive("membership.probe-timeout", timeout);
        });
    }

    /**
     * @param members how many are asked to probe a member that did not answer
     * @return this configuration with it
     */
    public MembershipConfig withIndirectChecks(int members) {
        in("membership.indirect-checks", members, 0, 64);
        return changed(config -> config.indirectChecks = members);
    }

    /**
     * @param enabled whether a member that did not answer over UDP is tried over TCP
     * @param except members that are not
     * @return this configuration with them
     */
    public MembershipConfig withTcpPings(boolean enabled, Set<String> except) {
        return changed(config -> {
            config.tcpPings = enabled;
            config.noTcpPings = Set.copyOf(except);
        });
    }

    /**
     * @param multiplier how many probe intervals a suspicion lasts at least, in a small cluster
     * @param maxMultiplier how many times as long it lasts while nobody else suspects
     * @return this configuration with them
     */
    public MembershipConfig withSuspicion(int multiplier, int maxMultiplier) {
        in("membership.suspicion-mult", multiplier, 1, 1000);
        in("membership.suspicion-max-timeout-mult", maxMultiplier, 1, 1000);
        return changed(config -> {
            config.suspicionMultiplier = multiplier;
            config.suspicionMaxMultiplier = maxMultiplier;
        });
    }

    /**
     * @param multiplier how many times as long a probe takes at most while this node does not trust itself; 1 for never longer
     * @return this configuration with it
     */
    public MembershipConfig withAwareness(int multiplier) {
        in("membership.awareness-max-mult", multiplier, 1, 1000);
        return changed(config -> config.awarenessMaxMultiplier = multiplier);
    }

    /**
     * @param interval between rounds of gossip
     * @param nodes to how many members each goes
     * @param toTheDead how long dead members are told as well, so that they can contradict; as long they are listed
     * @return this configuration with them
     */
    public MembershipConfig withGossip(Duration interval, int nodes, Duration toTheDead) {
        in("membership.gossip-nodes", nodes, 1, 64);
        return changed(config -> {
            config.gossipInterval = positive("membership.gossip-interval", interval);
            config.gossipNodes = nodes;
            config.gossipToTheDead = positive("membership.gossip-to-the-dead-time", toTheDead);
        });
    }

    /**
     * @param multiplier of how often news is sent
     * @return this configuration with it
     */
    public MembershipConfig withRetransmits(int multiplier) {
        in("membership.retransmit-mult", multiplier, 1, 1000);
        return changed(config -> config.retransmitMultiplier = multiplier);
    }

    /**
     * @param interval between exchanges of all that is known; zero for none
     * @param timeout for one, and for everything else over TCP
     * @return this configuration with them
     */
    public MembershipConfig withStateExchange(Duration interval, Duration timeout) {
        return changed(config -> {
            config.pushPullInterval = notNegative("membership.push-pull-interval", interval);
            config.tcpTimeout = positive("membership.tcp-timeout", timeout);
        });
    }

    /**
     * @param interval between attempts to reach dead members and absent seeds; zero for none
     * @return this configuration with it
     */
    public MembershipConfig withRetries(Duration interval) {
        return changed(config -> config.retryInterval = notNegative("membership.retry-interval", interval));
    }

    /**
     * @param after how long a member must be dead before its id may come back from another address; zero for never
     * @return this configuration with it
     */
    public MembershipConfig withReclaim(Duration after) {
        return changed(config -> config.deadNodeReclaim = notNegative("membership.dead-node-reclaim-time", after));
    }

    /**
     * @param ranges where members may be; none for anywhere
     * @return this configuration with them
     */
    public MembershipConfig withAllowed(List<Cidr> ranges) {
        return changed(config -> config.allowed = List.copyOf(ranges));
    }

    /**
     * @param bytes longest datagram, before encryption and label are added to what must travel anyway
     * @return this configuration with it
     */
    public MembershipConfig withPacketSize(int bytes) {
        in("membership.packet-size", bytes, 512, 65_507);
        return changed(config -> config.packetSize = bytes);
    }

    /**
     * @param members most members listed, dead ones included; others are not admitted
     * @param queued most news waiting to be gossiped; beyond it what was sent most often goes
     * @param pending most answers waited for at one time, of each kind; what would need more is not begun
     * @param forgotten most dead members retried after they are listed no more; beyond it the oldest go
     * @return this configuration with them
     */
    public MembershipConfig withBounds(int members, int queued, int pending, int forgotten) {
        in("membership.max-members", members, 1, 1_000_000);
        in("membership.max-queued", queued, 1, 1_000_000);
        in("membership.max-pending", pending, 8, 1_000_000);
        in("membership.max-forgotten", forgotten, 0, 1_000_000);
        return changed(config -> {
            config.maxMembers = members;
            config.maxQueued = queued;
            config.maxPending = pending;
            config.maxForgotten = forgotten;
        });
    }

    /** @return how long an exchange over TCP may take */
    public Duration tcpTimeout() {
        return Duration.ofNanos(tcpTimeout);
    }

    /** @return how many probe intervals a suspicion lasts at least, in a small cluster */
    public int suspicionMultiplier() {
        return suspicionMultiplier;
    }

    private MembershipConfig changed(Consumer<MembershipConfig> change) {
        try {
            MembershipConfig copy = (MembershipConfig) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("BUG: MembershipConfig is Cloneable", e);
        }
    }

    private static void in(String key, int value, int from, int to) {
        if (value < from || value > to) {
            throw new InvalidConfigException(key, value, from + " to " + to);
        }
    }

    private static long positive(String key, Duration value) {
        if (value.isZero()) {
            throw new InvalidConfigException(key, value, "more than zero");
        }
        return notNegative(key, value);
    }

    private static long notNegative(String key, Duration value) {
        if (value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new InvalidConfigException(key, value, "at most a day, not negative");
        }
        return value.toNanos();
    }
}
