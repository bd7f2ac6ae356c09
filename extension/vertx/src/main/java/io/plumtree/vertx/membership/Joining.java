package io.plumtree.vertx.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.util.Backoff;
import io.plumtree.core.util.Prng;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * Joins the cluster at the start, and as often as this node finds itself alone, by seeds that are looked up again each time.
 * While it is not alone, membership itself tries the seeds that are missing. On the event loop.
 */
final class Joining {

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final int MOST_REFUSED = 1000;

    /** What joining asks of membership. */
    interface Cluster {

        /** @return completes with how many of them answered and why the others did not */
        Future<Joined> join(List<MemberAddress> addresses);

        void seeds(List<MemberAddress> addresses);
    }

    record Joined(int reached, List<String> failures) {
    }

    private final Context context;
    private final NodeId self;
    private final MemberAddress own;
    private final SeedLookup lookup;
    private final @Nullable KnownPeers known;
    private final Predicate<Address> allowed;
    private final BooleanSupplier alone;
    private final Cluster cluster;
    private final Runnable changed;
    private final long intervalMillis;
    /** Many that start together, and of which a seed refuses some, must not come again together. */
    private final Backoff backoff;
    private final Set<Address> refused = new LinkedHashSet<>();
    private List<MemberAddress> remembered = List.of();
    private boolean settled;
    private boolean stopped;
    private long timer = -1;

    /**
     * @param own where this node itself is reached
     * @param known members of its last run
     * @param allowed whether the node may connect there
     * @param alone whether no other member is there
     * @param changed called when {@link #settled} changes
     * @param interval the longest wait between two attempts; zero if it is not to be tried again once joined
     * @param random for the waits
     */
    Joining(Context context, NodeId self, MemberAddress own, SeedLookup lookup, @Nullable KnownPeers known,
            Predicate<Address> allowed, BooleanSupplier alone, Cluster cluster, Runnable changed, Duration interval,
            Prng random) {
        this.context = context;
        this.self = self;
        this.own = own;
        this.lookup = lookup;
        this.known = known;
        this.allowed = allowed;
        this.alone = alone;
        this.cluster = cluster;
        this.changed = changed;
        this.intervalMillis = interval.toMillis();
        this.backoff = new Backoff(FIRST_DELAY.toNanos(), (interval.isZero() ? LONGEST_DELAY : interval).toNanos(), random);
    }

    /** Begins to join. */
    void start() {
        Future<List<Address>> before = known == null ? Future.succeededFuture(List.of()) : known.read();
        before.compose(addresses -> {
            List<Future<List<MemberAddress>>> lookups = new ArrayList<>();
            addresses.forEach(address -> lookups.add(lookup.find(address)));
            return Future.join(lookups).transform(done -> {
                remembered = lookups.stream().filter(Future::succeeded).flatMap(found -> found.result().stream()).toList();
                return Future.succeededFuture();
            });
        }).onComplete(done -> attempt());
    }

    /** Joins no more. */
    void stop() {
        stopped = true;
        if (timer >= 0) {
            context.owner().cancelTimer(timer);
        }
    }

    /** @return whether the cluster was joined, or nobody is there to be joined: this node may be the first */
    boolean settled() {
        return settled;
    }

    private void attempt() {
        if (stopped) {
            return;
        }
        lookup.find().onSuccess(found -> {
            if (stopped) {
                return;
            }
            List<MemberAddress> seeds = found.addresses().stream().filter(this::mayJoin).toList();
            if (found.complete() || !seeds.isEmpty()) {
                cluster.seeds(seeds);
            }
            Set<MemberAddress> all = new LinkedHashSet<>(seeds);
            remembered.stream().filter(this::mayJoin).forEach(all::add);
            if (settled && !alone.getAsBoolean()) {
                later(intervalMillis);
            } else if (all.isEmpty()) {
                // Nobody there is no reason not to begin; a look-up that failed may be.
                settle(settled || found.complete());
                retry();
            } else {
                join(List.copyOf(all));
            }
        });
    }

    private void join(List<MemberAddress> addresses) {
        cluster.join(addresses).onSuccess(joined -> {
            if (stopped) {
                return;
            }
            if (joined.reached() > 0) {
                MembershipLog.LOG.joined(self, joined.reached(), addresses.size());
                backoff.reset();
                settle(true);
                later(intervalMillis);
            } else {
                long delay = retry();
                MembershipLog.LOG.notJoined(self, addresses.size(), delay, joined.failures().stream().limit(5).toList());
            }
        });
    }

    /** @return milliseconds until then */
    private long retry() {
        long delay = TimeUnit.NANOSECONDS.toMillis(backoff.next());
        later(delay);
        return delay;
    }

    private void later(long millis) {
        if (millis > 0) {
            timer = context.owner().setTimer(millis, id -> attempt());
        }
    }

    private void settle(boolean now) {
        if (settled != now) {
            settled = now;
            changed.run();
        }
    }

    private boolean mayJoin(MemberAddress address) {
        if (address.equals(own)) {
            return false;
        }
        Address text = address.toAddress();
        if (!allowed.test(text)) {
            if (refused.size() < MOST_REFUSED && refused.add(text)) {
                MembershipLog.LOG.seedRefused(text.toString());
            }
            return false;
        }
        return true;
    }
}
