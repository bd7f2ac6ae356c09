package io.plumtree.core.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.membership.wire.PacketCodec;
import io.plumtree.core.membership.wire.PacketHandler;
import io.plumtree.core.membership.wire.RejectedBytes;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;

/**
 * One node's membership: who is there, who is suspected, dead or gone, found out by probing and told by gossip (SWIM with
 * Lifeguard, as HashiCorp memberlist speaks it).
 * <p>
 * Not safe for use by more than one thread. {@code now} is a monotonic clock in nanoseconds that never runs backwards
 * between inputs; its origin is arbitrary and it may wrap.
 */
public final class Membership {

    /** {@link #nanosToDeadline} when nothing is due. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;
    /** Longest message that is sent best effort: it must fit in one datagram, however it is wrapped. */
    public static final int MAX_BEST_EFFORT_BYTES = 60_000;
    /** Longest message that is sent reliably. */
    public static final int MAX_RELIABLE_BYTES = 20 << 20;

    private final TimerQueue timers = new TimerQueue();
    private final MembershipTally tally = new MembershipTally();
    private final Shared shared;
    private final PacketCodec codec;
    private final BroadcastQueue news;
    private final PendingAcks acks;
    private final Exchanges exchanges;
    private final Packets packets;
    private final Admission admission;
    private final Gossiper gossiper;
    private final MemberUpdates updates;
    private final PingAnswers answers;
    private final Prober prober;
    private final ResetProbes resets;
    private final PushPullSync sync;
    private final ExchangeSchedule schedule;
    private final Joins joins;
    private final DeadMembers dead;
    private boolean started;

    /**
     * A node that is no member of anything until {@link #start}.
     *
     * @param self its id, to memberlist its name
     * @param address where others reach it, UDP and TCP
     * @param config how it behaves
     * @param delegates what the application adds
     * @param codec makes and reads datagrams
     * @param random its randomness
     * @param effects where its outputs go
     */
    public Membership(NodeId self, MemberAddress address, MembershipConfig config, Delegates delegates, PacketCodec codec,
            Prng random, MembershipEffects effects) {
        this.codec = codec;
        MemberTable table = new MemberTable(random, config.maxMembers);
        this.shared = new Shared(config, new LocalNode(self, address, config), table,
                new Awareness(config.awarenessMaxMultiplier), timers, random, tally, new Callbacks(delegates, tally),
                effects);
        this.news = new BroadcastQueue(config.retransmitMultiplier, table::size, config.maxQueued);
        this.acks = new PendingAcks(timers, config.maxPending);
        this.exchanges = new Exchanges(effects, config.maxPending);
        this.packets = new Packets(shared, news, codec);
        this.admission = new Admission(shared);
        this.gossiper = new Gossiper(shared, packets);
        this.schedule = new ExchangeSchedule(shared);
        this.updates = new MemberUpdates(shared, news, admission, gossiper::hurry, schedule::joined);
        this.answers = new PingAnswers(shared, packets, acks);
        this.dead = new DeadMembers(shared);
        Detour detour = new Detour(shared, packets);
        this.prober = new Prober(shared, packets, acks, exchanges, detour, updates, dead);
        this.resets = new ResetProbes(shared, packets, acks, detour, updates);
        this.sync = new PushPullSync(shared, exchanges, updates);
        this.joins = new Joins(shared, sync);
    }

    /**
     * Makes this node a member of a cluster of one, and begins to probe, gossip and exchange states.
     *
     * @param tags what it says about itself
     * @throws io.plumtree.api.MetadataTooLargeException if they are too long; it is not started then
     */
    public void start(Map<String, String> tags, long now) {
        if (started) {
            throw new IllegalStateException("membership is started already");
        }
        shared.local().meta = metadata(tags);
        // Itself first: news about this node from outside must find what it contradicts.
        started = true;
        updates.announceSelf(null, now);
        prober.start(now);
        gossiper.start(now);
        schedule.start(sync, now);
        dead.start(sync, now);
    }

    private Blob metadata(Map<String, String> tags) {
        byte[] user = shared.callbacks().metadata(Tags.room(tags));
        byte[] encoded = Tags.encode(Tags.with(tags, user));
        return encoded.length == 0 ? Blob.ABSENT : Blob.of(encoded);
    }

    /** A datagram came. What cannot be read is counted and dropped. */
    public void packet(byte[] datagram, MemberAddress from, long now) {
        tally.count(Counted.PACKETS_RECEIVED);
        if (!started) {
            tally.count(Counted.PACKETS_REJECTED);
            return;
        }
        codec.open(datagram, new PacketHandler() {
            @Override
            public void message(PacketMessage message) {
                receive(message, from, now);
            }

            @Override
            public void rejected(RejectedBytes why) {
                tally.rejected(why);
            }
        });
    }

    private void receive(PacketMessage message, MemberAddress from, long now) {
        if (message instanceof Ping ping) {
            answers.ping(ping, from);
        } else if (message instanceof IndirectPing ping) {
            answers.indirectPing(ping, from, now);
        } else if (message instanceof Ack ack) {
            tally.count(acks.ack(ack.sequence(), ack.payload(), now) ? Counted.ACKS_RECEIVED : Counted.UNEXPECTED_ANSWERS);
        } else if (message instanceof Nack nack) {
            tally.count(acks.nack(nack.sequence(), now) ? Counted.NACKS_RECEIVED : Counted.UNEXPECTED_ANSWERS);
        } else if (message instanceof Alive alive) {
            tally.count(Counted.ALIVE_RECEIVED);
            if (admission.allows(from)) {
                updates.alive(alive, now);
            }
        } else if (message instanceof Suspect suspect) {
            tally.count(Counted.SUSPECT_RECEIVED);
            updates.suspect(suspect, now);
        } else if (message instanceof Dead gone) {
            tally.count(Counted.DEAD_RECEIVED);
            updates.dead(gone, now);
        } else if (message instanceof UserMessage user) {
            userMessage(user);
        }
    }

    private void userMessage(UserMessage user) {
        tally.count(Counted.USER_MESSAGES_RECEIVED);
        shared.callbacks().message(user.body());
    }

    /**
     * A peer connected and sent a request. {@link MembershipEffects#reply} is called within this, or never: the stream can be
     * closed afterwards.
     *
     * @param stream a name for it
     * @param request what it sent
     */
    public void request(long stream, StreamMessage request, long now) {
        if (!started) {
            tally.count(Counted.REJECTED_REQUESTS);
        } else if (request instanceof PushPull theirs) {
            sync.requested(stream, theirs, now);
        } else if (request instanceof Ping ping) {
            tally.count(Counted.PINGS_RECEIVED);
            if (answers.forThisNode(ping)) {
                shared.effects().reply(stream, new Ack(ping.sequence(), Blob.ABSENT));
            }
        } else if (request instanceof UserMessage user) {
            if (!user.body().isEmpty()) {
                userMessage(user);
            }
        } else {
            tally.count(Counted.REJECTED_REQUESTS);
        }
    }

    /** An exchange got its reply. */
    public void reply(long exchange, StreamMessage reply, long now) {
        exchanges.done(exchange, reply, now);
    }

    /** The request of an exchange that awaits no reply is written. */
    public void written(long exchange, long now) {
        exchanges.done(exchange, null, now);
    }

    /** An exchange failed: nobody listened, the connection broke, its time ran out, or its reply could not be read. */
    public void failed(long exchange, String reason, long now) {
        exchanges.failed(exchange, reason, now);
    }

    /**
     * Joins a cluster by exchanging states with every one of these addresses; {@link MembershipEffects#joined} says how many
     * answered, perhaps within this call.
     *
     * @param token the caller's name for this
     * @param addresses of members; this node's own is passed over
     */
    public void join(long token, Collection<MemberAddress> addresses, long now) {
        checkStarted();
        joins.begin(token, addresses, now);
    }

    /**
     * Where members should always be. As long as one is not there it is tried now and then.
     *
     * @param addresses instead of those named before
     */
    public void seeds(Collection<MemberAddress> addresses) {
        dead.seeds(addresses);
    }

    /**
     * Leaves: tells the others that this node goes of its own will, so that nobody takes it for dead.
     * {@link MembershipEffects#spread} says when that is done, perhaps within this call. Until the transport stops this node
     * answers as before.
     *
     * @param token the caller's name for this
     * @param timeoutNanos how long to wait at most
     */
    public void leave(long token, long timeoutNanos, long now) {
        checkStarted();
        Spreading spreading = new Spreading(timers, shared.effects(), token);
        boolean again = shared.local().leaving;
        shared.local().leaving = true;
        boolean told = again || alone();
        if (!again) {
            updates.announceLeave(spreading, now);
        }
        end(spreading, told, now + timeoutNanos);
    }

    /** @return why a member is in its state; null if there is no such member */
    public @Nullable Standing standing(NodeId member) {
        MemberRecord known = shared.table().get(member.value());
        return known == null ? null : known.standing();
    }

    /**
     * Changes what this node says about itself, and asks the application for its part again.
     * {@link MembershipEffects#spread} says when that is told, perhaps within this call.
     *
     * @param token the caller's name for this
     * @param tags instead of those before
     * @param timeoutNanos how long to wait at most
     * @throws io.plumtree.api.MetadataTooLargeException if they are too long; nothing is changed then
     */
    public void updateTags(long token, Map<String, String> tags, long timeoutNanos, long now) {
        checkStarted();
        shared.local().meta = metadata(tags);
        Spreading spreading = new Spreading(timers, shared.effects(), token);
        boolean told = shared.local().leaving || alone();
        updates.announceSelf(spreading, now);
        end(spreading, told, now + timeoutNanos);
    }

    /** Whether nobody is there who could be told. */
    private boolean alone() {
        MemberTable table = shared.table();
        MemberRecord self = table.get(shared.local().name());
        return table.count(State.ALIVE) + table.count(State.SUSPECT) <= (self != null && self.present() ? 1 : 0);
    }

    private static void end(Spreading spreading, boolean told, long deadline) {
        if (told) {
            spreading.run();
        } else {
            spreading.waitUntil(deadline);
        }
    }

    /**
     * Sends a message of the application; {@link MembershipEffects#sent} says what became of it, perhaps within this call.
     *
     * @param token the caller's name for this
     * @param to a member
     * @param message what; nobody writes to it any more
     * @param reliable over TCP instead of UDP
     */
    public void send(long token, NodeId to, byte[] message, boolean reliable, long now) {
        checkStarted();
        MemberRecord member = shared.table().get(to.value());
        int longest = reliable ? MAX_RELIABLE_BYTES : MAX_BEST_EFFORT_BYTES;
        if (member == null) {
            shared.effects().sent(token, to + " is not known");
        } else if (message.length > longest) {
            shared.effects().sent(token, "the message has " + message.length + " bytes, allowed are " + longest);
        } else if (reliable) {
            sendReliably(token, new UserMessage(Blob.of(message)), member.address, now);
        } else {
            packets.sendAlone(member, new UserMessage(Blob.of(message)));
            shared.effects().sent(token, null);
        }
    }

    private void sendReliably(long token, UserMessage message, MemberAddress to, long now) {
        exchanges.begin(message, to, shared.config().tcpTimeout, false, new Exchanges.Outcome() {
            @Override
            public void done(@Nullable StreamMessage reply, long then) {
                shared.effects().sent(token, null);
            }

            @Override
            public void failed(String reason, long then) {
                shared.effects().sent(token, reason);
            }
        }, now);
    }

    /**
     * Measures the round trip to a member; {@link MembershipEffects#pinged} says it, perhaps within this call.
     *
     * @param token the caller's name for this
     * @param to a member
     */
    public void ping(long token, NodeId to, long now) {
        checkStarted();
        MemberRecord member = shared.table().get(to.value());
        if (member == null || acks.full()) {
            shared.effects().pinged(token, -1);
            return;
        }
        long sequence = acks.next();
        acks.await(sequence, new PendingAcks.Waiting() {
            @Override
            public void ack(Blob payload, long then) {
                shared.effects().pinged(token, then - now);
            }

            @Override
            public void expired(long then) {
                shared.effects().pinged(token, -1);
            }
        }, now + shared.config().probeTimeout);
        LocalNode local = shared.local();
        packets.send(new Ping(sequence, member.name(), local.address, local.name()), member.address);
    }

    /**
     * A transport saw a connection with this member break, not by its own doing and without a farewell. The member is probed
     * at once; it is dead as soon as a second member finds the same.
     */
    public void connectionReset(NodeId member, long now) {
        if (started) {
            resets.connectionReset(member.value(), now);
        }
    }

    private void checkStarted() {
        if (!started) {
            throw new IllegalStateException("membership is not started");
        }
    }

    /** @return nanoseconds until {@link #advance} is due, 0 if it is overdue, {@link #NO_DEADLINE} if nothing is due */
    public long nanosToDeadline(long now) {
        return timers.nanosToFirst(now);
    }

    /** Does what is due. Calling it early does nothing. */
    public void advance(long now) {
        timers.advance(now);
    }

    /** @return every member listed, this node, the dead and the gone included, in no order that means anything */
    public List<Member> members() {
        List<Member> members = new ArrayList<>(shared.table().size());
        for (MemberRecord member : shared.table().all()) {
            members.add(member.toMember());
        }
        return members;
    }

    /** @return how many members are listed in that state, this node included; cheap */
    public int count(MemberState state) {
        return shared.table().count(State.valueOf(state.name()));
    }

    /** @return a member listed, whatever its state */
    public Optional<Member> member(NodeId id) {
        return Optional.ofNullable(shared.table().get(id.value())).map(MemberRecord::toMember);
    }

    /** @return counters and the fill of every bounded collection, as of now */
    public MembershipSnapshot snapshot() {
        MembershipConfig config = shared.config();
        Map<Counted, Long> counts = tally.counts();
        counts.put(Counted.NEWS_DROPPED, news.dropped());
        return new MembershipSnapshot(counts, tally.rejections(),
                List.of(new Fill("membership.max-members", shared.table().size(), config.maxMembers),
                        new Fill("membership.max-queued", news.size(), config.maxQueued),
                        new Fill("membership.max-pending", acks.size(), config.maxPending),
                        new Fill("membership.max-exchanges", exchanges.size(), config.maxPending),
                        new Fill("membership.max-forgotten", dead.forgottenSize(), config.maxForgotten)),
                shared.awareness().score());
    }
}
