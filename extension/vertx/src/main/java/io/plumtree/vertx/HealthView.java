package io.plumtree.vertx;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.PlumtreeHealth.Delivery;
import io.plumtree.api.PlumtreeHealth.Fill;
import io.plumtree.api.PlumtreeHealth.Store;
import io.plumtree.api.SyncStrategy;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.StoreState;
import io.plumtree.core.Tally;
import io.plumtree.core.health.HealthRules;
import io.plumtree.core.health.OutcomeWindow;
import io.plumtree.core.health.Outcomes;
import io.plumtree.core.health.Verdict;
import io.plumtree.core.health.Vitals;

/** How the node is, for any thread to ask. The event loop says what it is judged by. */
final class HealthView {

    /** What the event loop said last. */
    private record Said(NodeSnapshot engine, List<NodeSnapshot.Fill> queues, Outcomes recent) {
    }

    private final LongSupplier clock;
    private final MemberView members;
    private final PlumtreeHealth.Node node;
    private final boolean compares;
    private final HealthRules rules;
    private final OutcomeWindow window;
    private volatile Vitals.Phase phase = Vitals.Phase.RUNNING;
    private volatile long heartbeat;
    private volatile Said said;

    /**
     * @param clock monotonic nanoseconds, as the engine's
     * @param node who it is
     */
    HealthView(LongSupplier clock, MemberView members, PlumtreeHealth.Node node, PlumtreeConfig config) {
        this.clock = clock;
        this.members = members;
        this.node = node;
        this.compares = config.syncStrategy() != SyncStrategy.OFF;
        this.rules = new HealthRules(config);
        this.heartbeat = clock.getAsLong();
        this.window = new OutcomeWindow(config.get(ConfigKey.HEALTH_WINDOW).toNanos(), heartbeat);
        this.said = new Said(new NodeSnapshot(new Tally().counters(), List.of(), List.of(), 0, 0, 0), List.of(), Outcomes.NONE);
    }

    /** The event loop turns. */
    void beat() {
        heartbeat = clock.getAsLong();
    }

    /** @param queues how full the queues around the engine are */
    void update(NodeSnapshot engine, List<NodeSnapshot.Fill> queues) {
        window.read(engine.counters(), clock.getAsLong());
        said = new Said(engine, queues, window.recent());
    }

    void phase(Vitals.Phase reached) {
        phase = reached;
    }

    PlumtreeHealth health() {
        Said last = said;
        long now = clock.getAsLong();
        MemberView.Facts membership = members.facts();
        Vitals vitals = new Vitals(phase, now - heartbeat, membership.settled(), last.engine, last.recent);
        Verdict verdict = rules.judge(vitals);
        int linked = vitals.linked();
        int eager = vitals.eager();
        return new PlumtreeHealth(verdict.status(), verdict.live(), membership.settled(), verdict.ready(), verdict.reason(),
                Optional.of(node), vitals.known(), linked, eager, linked - eager, membership.counts(), delivery(vitals),
                fills(last), lastSync(last.engine.lastSyncAt(), now), store(last.engine));
    }

    private static Delivery delivery(Vitals vitals) {
        Outcomes recent = vitals.recent();
        return new Delivery(vitals.pendingGrafts(), recent.succeeded(), recent.failed(), recent.lost());
    }

    /** One for each key: the fullest. */
    private static List<Fill> fills(Said last) {
        Map<String, Fill> fullest = new LinkedHashMap<>();
        for (List<NodeSnapshot.Fill> some : List.of(last.engine.fills(), last.queues)) {
            for (NodeSnapshot.Fill fill : some) {
                fullest.merge(fill.key(), new Fill(fill.key(), fill.used(), fill.bound()),
                        (a, b) -> a.utilization() < b.utilization() ? b : a);
            }
        }
        return List.copyOf(fullest.values());
    }

    private Optional<Duration> lastSync(OptionalLong at, long now) {
        return compares && at.isPresent() ? Optional.of(Duration.ofNanos(Math.max(0, now - at.getAsLong())))
                : Optional.empty();
    }

    private static Optional<Store> store(NodeSnapshot engine) {
        StoreState store = engine.store();
        return store == null ? Optional.empty()
                : Optional.of(new Store(Optional.ofNullable(store.failure()), store.notStored()));
    }
}
