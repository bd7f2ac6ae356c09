package io.plumtree.vertx.membership;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.Member;
import io.plumtree.api.MemberTags;
import io.plumtree.api.MembershipCompatibility;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.membership.Membership;
import io.plumtree.core.membership.MembershipConfig;
import io.plumtree.core.membership.MembershipSnapshot;
import io.plumtree.core.membership.Standing;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.PacketCodec;
import io.plumtree.core.util.Prng;
import io.plumtree.vertx.Turns;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/**
 * A node's membership on its sockets: feeds the state machine and carries out what it wants. Everything is on the event loop
 * but {@link #address}; an input that comes up within another one waits until that one has returned.
 */
public final class ClusterMembership {

    /** Serf's nodes tell each other; these are enough to begin with. */
    private static final int MOST_TOLD_OF_LEAVING = 16;
    private static final Duration KNOWN_PEERS_INTERVAL = Duration.ofSeconds(5);

    private final NodeId self;
    private final PlumtreeConfig config;
    private final MembershipHost host;
    private final Context context;
    private final Address broadcast;
    private final Protection protection;
    private final MembershipCounters counters = new MembershipCounters();
    private final @Nullable SerfClock serf;
    private final DelegateCalls delegates;
    private final Listening listening;
    private final NetClient client;
    private final Sealing sealing;
    private final Requests requests;
    private final Membership membership;
    private final Joining joining;
    private final @Nullable KnownPeers known;
    private final Alarm alarm;
    private final InputBudget budget;
    private final Calls calls = new Calls(this::input);
    private final Turns<Membership> turns;
    private List<Member> members = List.of();
    private Map<String, String> tags;
    private boolean telling;
    private boolean closed;

    /** Holds what sockets bring until there is somebody to hear it. */
    private static final class Door {

        private @Nullable ClusterMembership owner;

        void datagram(DatagramPacket packet) {
            if (owner != null) {
                owner.received(packet);
            }
        }

        void accepted(NetSocket socket) {
            if (owner == null) {
                socket.close();
            } else {
                owner.requests.accept(socket);
            }
        }
    }

    /**
     * Listens, and becomes a member of a cluster of one. To be called on the event loop.
     *
     * @param self its id
     * @param config the node's
     * @param broadcast where the node listens for broadcasts
     * @param random never the same bytes twice
     * @param host of the node
     * @return fails with {@link io.plumtree.api.BindException}, or with {@link io.plumtree.api.MetadataTooLargeException}
     */
    public static Future<ClusterMembership> start(NodeId self, PlumtreeConfig config, Address broadcast, SecureRandom random,
            MembershipHost host) {
        Door door = new Door();
        return Listening.open(host.context(), config, door::datagram, door::accepted).compose(listening -> {
            ClusterMembership membership;
            try {
                membership = new ClusterMembership(self, config, broadcast, random, host, listening);
            } catch (RuntimeException e) {
                return listening.close().transform(done -> Future.failedFuture(e));
            }
            door.owner = membership;
            return membership.begin().map(membership)
                    .recover(e -> membership.close().transform(done -> Future.failedFuture(e)));
        });
    }

    private ClusterMembership(NodeId self, PlumtreeConfig config, Address broadcast, SecureRandom random,
            MembershipHost host, Listening listening) {
        MembershipSettings settings = config.membership();
        MembershipConfig timings = MembershipConfigs.of(config);
        this.self = self;
        this.config = config;
        this.host = host;
        this.context = host.context();
        this.broadcast = broadcast;
        this.listening = listening;
        this.tags = config.tags();
        this.protection = new Protection(settings, random);
        this.serf = settings.compatibility() == MembershipCompatibility.SERF ? new SerfClock() : null;
        this.delegates = new DelegateCalls(self, host.delegates(), context, host.workers(),
                config.get(ConfigKey.MEMBERSHIP_MAX_MEMBERS), counters, serf,
                new ComparedState(config.clusterName(), host.comparison()),
                this::admitted);
        this.sealing = new Sealing(context, protection, delegates);
        long timeout = config.get(ConfigKey.MEMBERSHIP_TCP_TIMEOUT).toMillis();
        this.budget = new InputBudget(config.get(ConfigKey.MEMBERSHIP_MAX_INPUT_BYTES));
        this.requests = new Requests(context, protection, sealing, budget, timeout, counters, this::requested);
        this.client = context.owner().createNetClient(new NetClientOptions().setTcpNoDelay(true)
                .setConnectTimeout(Math.toIntExact(timeout)));
        Outputs outputs = new Outputs(listening, requests,
                (request, to, nanos, awaitsReply, outcome) -> Exchange.begin(context, client, protection, sealing, budget,
                        request, to, nanos, awaitsReply, outcome),
                calls, delegates, counters, this::input, this::told);
        this.membership = new Membership(self, listening.advertised(), timings, delegates.forMembership(),
                new PacketCodec(protection.security()), new Prng(random.nextLong()), outputs);
        this.alarm = host.alarm().apply(() -> input(Membership::advance));
        this.turns = new Turns<>(membership, new Watcher());
        this.known = settings.knownPeersFile().map(file -> new KnownPeers(context, self, file, KNOWN_PEERS_INTERVAL))
                .orElse(null);
        this.joining = new Joining(context, self, listening.advertised(),
                new SeedLookup(context, settings.seeds(), host.seedProvider()), known, host.allowed(),
                this::alone, new Joins(), this::changed, config.get(ConfigKey.MEMBERSHIP_RECONNECT_INTERVAL),
                new Prng(random.nextLong()));
    }

    private Future<Void> begin() {
        Map<String, String> all = all(tags);
        return delegates.prepareMetadata(all).map(ready -> {
            membership.start(all, System.nanoTime());
            input(Membership::advance);
            list();
            MembershipLog.LOG.started(self, listening.advertised() + (listening.port() == listening.advertised().port() ? ""
                    : " (bound to port " + listening.port() + ")"), protection.text(),
                    config.membership().compatibility().name().toLowerCase(Locale.ROOT));
            joining.start();
            return null;
        });
    }

    /** The node's own tags, and the application's. */
    private Map<String, String> all(Map<String, String> application) {
        Map<String, String> all = new TreeMap<>(application);
        all.put(MemberTags.CLUSTER, config.clusterName());
        all.put(MemberTags.BROADCAST_PORT, Integer.toString(broadcast.port()));
        if (!broadcast.host().equals(listening.advertised().host())) {
            all.put(MemberTags.BROADCAST_HOST, broadcast.host());
        }
        config.zone().ifPresent(zone -> all.put(Member.ZONE_TAG, zone));
        return all;
    }

    /** @return where others reach this node's membership; any thread */
    public Address address() {
        return listening.advertised().toAddress();
    }

    /** @return everybody listed, as of the last {@link MembershipHost.Observer#changed}, by their ids; unmodifiable */
    public List<Member> members() {
        return members;
    }

    /** @return whether the cluster was joined, or there is none to be joined */
    public boolean settled() {
        return joining.settled();
    }

    /** @return the state machine's counters and fills */
    public MembershipSnapshot snapshot() {
        return membership.snapshot().with(new Fill(ConfigKey.MEMBERSHIP_MAX_INPUT_BYTES.name(), budget.used(), budget.max()));
    }

    /** @return why a member is in its state; null if there is no such member */
    public @Nullable Standing standing(NodeId member) {
        return membership.standing(member);
    }

    /** @return what was counted around the state machine */
    public MembershipStats stats() {
        return counters.stats();
    }

    /** @return the keys; to be used on the event loop alone */
    public Keyring keyring() {
        return protection.keyring();
    }

    /** Brings {@link #members} up to date with members that are listed no more, of which nothing is told. */
    public void refresh() {
        if (!closed && membership.members().size() != members.size()) {
            changed();
        }
    }

    /**
     * A transport saw a connection with this member break, not by its own doing and without a farewell.
     *
     * @param member which
     */
    public void connectionReset(NodeId member) {
        input((to, now) -> to.connectionReset(member, now));
    }

    /**
     * @param application the application's tags, checked
     * @return completes when the others are told, or the time for it is over
     */
    public Future<Void> updateTags(Map<String, String> application) {
        Map<String, String> all = all(application);
        return delegates.prepareMetadata(all).compose(ready -> calls.begin((to, id, now) -> {
            to.updateTags(id, all, config.get(ConfigKey.MEMBERSHIP_TCP_TIMEOUT).toNanos(), now);
            tags = application;
        }));
    }

    /**
     * @param to a member
     * @param message what; nobody writes to it any more
     * @param reliable over TCP
     * @return completes when it is written; fails with the reason in words
     */
    public Future<Void> send(NodeId to, byte[] message, boolean reliable) {
        return calls.begin((machine, id, now) -> machine.send(id, to, message, reliable, now));
    }

    /** @return completes with how long an answer took, in nanoseconds; with a negative number without one */
    public Future<Long> ping(NodeId to) {
        return calls.begin((machine, id, now) -> machine.ping(id, to, now));
    }

    /**
     * Tells the others that this node goes of its own will.
     *
     * @param timeout for that
     * @return completes when it is told, or the time is over
     */
    public Future<Void> leave(Duration timeout) {
        joining.stop();
        if (serf != null) {
            byte[] leaving = serf.leaving(self);
            members.stream().filter(member -> member.present() && !member.id().equals(self)).limit(MOST_TOLD_OF_LEAVING)
                    .forEach(member -> send(member.id(), leaving, false));
        }
        return calls.begin((machine, id, now) -> machine.leave(id, timeout.toNanos(), now));
    }

    /** Stops, and frees the port. What waits for something fails. */
    public Future<Void> close() {
        closed = true;
        joining.stop();
        alarm.cancel();
        Future<Void> written = known == null ? Future.succeededFuture() : known.close();
        calls.close();
        client.close();
        return Future.join(written, listening.close()).transform(done -> Future.succeededFuture());
    }

    private boolean alone() {
        return members.stream().noneMatch(member -> member.present() && !member.id().equals(self));
    }

    private void received(DatagramPacket packet) {
        byte[] datagram = packet.data().getBytes();
        MemberAddress from = from(packet.sender());
        input((to, now) -> to.packet(datagram, from, now));
    }

    /** Of a link-local address its zone is left out, which means something to this host only. */
    private static MemberAddress from(SocketAddress sender) {
        String host = sender.hostAddress();
        int zone = host.indexOf('%');
        return MemberAddress.of(new Address(zone < 0 ? host : host.substring(0, zone), sender.port()));
    }

    private void requested(long stream, StreamMessage request, NetSocket from) {
        MemberAddress sender = from(from.remoteAddress());
        Future<Void> ready = request instanceof PushPull theirs ? delegates.prepareMerge(theirs, theirs.join())
                : Future.succeededFuture();
        ready.onComplete(done -> input((to, now) -> {
            to.request(stream, request, now);
            requests.done(stream);
        }));
    }

    /** The application let somebody in, after membership was told to wait: it is asked to say again who it is. */
    private void admitted(Member member) {
        new Joins().join(List.of(MemberAddress.of(member.address())));
    }

    private void input(Turns.Input<Membership> input) {
        if (!closed) {
            turns.input(input);
        }
    }

    private void told(PlumtreeEvent event) {
        host.observer().event(event);
        changed();
    }

    private void changed() {
        if (!telling) {
            telling = true;
            context.runOnContext(turn -> {
                telling = false;
                if (!closed) {
                    list();
                    if (known != null) {
                        known.know(members);
                    }
                    host.observer().changed();
                }
            });
        }
    }

    private void list() {
        List<Member> all = membership.members();
        all.sort(Comparator.comparing(Member::id));
        members = Collections.unmodifiableList(all);
    }

    private final class Joins implements Joining.Cluster {

        @Override
        public Future<Joining.Joined> join(List<MemberAddress> addresses) {
            return calls.begin((machine, id, now) -> machine.join(id, addresses, now));
        }

        @Override
        public void seeds(List<MemberAddress> addresses) {
            membership.seeds(addresses);
        }
    }

    private final class Watcher implements Turns.Watcher {

        @Override
        public void failed(Throwable e) {
            counters.failed();
            MembershipLog.LOG.failed(e);
        }

        @Override
        public void slow() {
            counters.slowTurn();
        }

        @Override
        public void over(long now) {
            alarm.arm(membership.nanosToDeadline(now), now);
        }
    }
}
