package io.plumtree.core.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.SyncStrategy;
import io.plumtree.core.Effects;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.Tally;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TimerQueue;

/**
 * Compares with one neighbour at a time. The asker tells its root; whoever has another one walks through what it knows, page by
 * page, and the asker answers each page with what that one's sender lacks, so that both ends are complete after one round.
 * Nothing is compared, and no timer runs, when no stream had traffic within the window.
 */
public final class AntiEntropy {

    /** What the asker waits for. */
    private static final class Asking {
        final Neighbour neighbour;
        long next = Holdings.FIRST;
        long progressAt;
        int pages;
        boolean answering;

        Asking(Neighbour neighbour, long now) {
            this.neighbour = neighbour;
            this.progressAt = now;
        }
    }

    /** How far whoever was asked has come. */
    private static final class Walk {
        final Neighbour asker;
        long from = Holdings.FIRST;
        long to;
        long progressAt;
        int pages;
        boolean waiting;

        Walk(Neighbour asker, long now) {
            this.asker = asker;
            this.progressAt = now;
        }
    }

    private final SyncStrategy strategy;
    private final long interval;
    private final long settle;
    private final int batch;
    private final int maxPages;
    private final Holdings holdings;
    private final Neighbours neighbours;
    private final TimerQueue timers;
    private final Prng random;
    private final Tally tally;
    private final Effects effects;
    private final PageBudget budget;
    private final Timer tick = new Timer(this::onTick);
    private final Timer pace = new Timer(this::onPace);
    /** Pages that wait for the budget: at most one for each walk, and the answer that is due. */
    private final Deque<Timer.Action> due = new ArrayDeque<>(0);
    private final Map<Neighbour, Walk> walks = new LinkedHashMap<>();
    private @Nullable Asking asking;
    private boolean everAsked;
    private long askedAt;
    private OptionalLong lastCompletedAt = OptionalLong.empty();

    public AntiEntropy(PlumtreeConfig config, Holdings holdings, Neighbours neighbours, TimerQueue timers, Prng random,
            Tally tally, Effects effects) {
        this.strategy = config.syncStrategy();
        this.interval = config.get(ConfigKey.SYNC_INTERVAL).toNanos();
        this.settle = SyncSettings.settle(config);
        this.batch = config.get(ConfigKey.SYNC_MAX_BATCH_SIZE);
        // Each tells a stream of one end at least; more pages than that are made up.
        this.maxPages = 2 * (config.get(ConfigKey.MAX_STREAMS) + 1);
        this.budget = new PageBudget(config.get(ConfigKey.SYNC_MAX_PAGES_PER_SECOND));
        this.holdings = holdings;
        this.neighbours = neighbours;
        this.timers = timers;
        this.random = random;
        this.tally = tally;
        this.effects = effects;
    }

    /** Ends every input of the node: there may be something to compare now. */
    public void finish(long now) {
        if (strategy == SyncStrategy.NEIGHBOUR && !tick.scheduled() && holdings.any(now)) {
            timers.schedule(tick, now + settle + (long) (random.nextDouble() * interval));
        }
    }

    /** A message from a neighbour. */
    public void receive(Neighbour from, PlumtreeMessage message, long now) {
        if (strategy == SyncStrategy.OFF || !holdings.comparable(now)) {
            return;
        }
        if (message instanceof SyncRoot root) {
            onRoot(from, root, now);
        } else if (message instanceof SyncPage page) {
            if (page.answer()) {
                onAnswer(from, page, now);
            } else {
                onPage(from, page, now);
            }
        }
    }

    /** {@code lost} is no neighbour any more. */
    public void linkDown(Neighbour lost) {
        walks.remove(lost);
        if (asking != null && asking.neighbour == lost) {
            asking = null;
        }
    }

    /** @return what another member is to be told in the exchange of membership; null if that is not how this node compares */
    public @Nullable SyncRoot root(long now) {
        return strategy == SyncStrategy.PUSH_PULL && holdings.comparable(now) ? holdings.root(now) : null;
    }

    /** Another member, which need be no neighbour, told its root in the exchange of membership. */
    public void heard(SyncRoot theirs, long now) {
        SyncRoot mine = root(now);
        if (mine == null) {
            return;
        }
        if (mine.equals(theirs)) {
            tally.syncEqual++;
            completed(now);
            return;
        }
        tally.syncDifferent++;
        if (!everAsked || now - askedAt >= interval) {
            ask(now);
        }
    }

    /**
     * @return when this node and another had told each other all that either lacked, or that nothing was; absent if they never
     *         have. Whoever asked does not hear that nothing was
     */
    public OptionalLong lastCompletedAt() {
        return lastCompletedAt;
    }

    public void addFills(List<Fill> fills) {
        fills.add(new Fill(ConfigKey.SYNC_MAX_PAGES_PER_SECOND.name(), budget.used(), budget.perSecond()));
    }

    private void onTick(long now) {
        if (!holdings.any(now)) {
            return;
        }
        timers.schedule(tick, now + (long) ((0.9 + 0.2 * random.nextDouble()) * interval));
        if (holdings.comparable(now)) {
            ask(now);
        }
    }

    private void ask(long now) {
        if (asking != null && asking.pages > 0 && now - asking.progressAt < interval) {
            return;
        }
        List<Neighbour> candidates = neighbours.in(neighbours.linked() & ~neighbours.lagging());
        if (candidates.isEmpty()) {
            return;
        }
        Neighbour chosen = candidates.get(random.nextInt(candidates.size()));
        asking = new Asking(chosen, now);
        everAsked = true;
        askedAt = now;
        tally.syncRounds++;
        effects.send(chosen.id(), holdings.root(now));
    }

    private void onRoot(Neighbour from, SyncRoot theirs, long now) {
        Walk before = walks.get(from);
        boolean walking = before != null && now - before.progressAt < interval;
        // The root is not compared for nothing: making one takes time, and whoever asks again gets an answer then.
        if (walking || !due.isEmpty() || !budget.take(now)) {
            return;
        }
        if (holdings.root(now).equals(theirs)) {
            tally.syncEqual++;
            completed(now);
            return;
        }
        tally.syncDifferent++;
        Walk walk = new Walk(from, now);
        walks.put(from, walk);
        paced(then -> sendPage(walk, then), now);
    }

    private void sendPage(Walk walk, long now) {
        if (walks.get(walk.asker) == walk) {
            SyncPage page = holdings.page(walk.from, batch, now);
            walk.to = page.to();
            walk.waiting = true;
            walk.progressAt = now;
            send(walk.asker, page);
        }
    }

    /** What the neighbour that was asked knows. */
    private void onPage(Neighbour from, SyncPage page, long now) {
        Asking asked = asking;
        if (asked == null || asked.neighbour != from || asked.answering || page.from() != asked.next) {
            tally.rejected++;
            return;
        }
        if (++asked.pages > maxPages) {
            tally.rejected++;
            asking = null;
            return;
        }
        asked.progressAt = now;
        asked.answering = true;
        holdings.told(from, page, now);
        paced(then -> sendAnswer(asked, page, then), now);
    }

    private void sendAnswer(Asking asked, SyncPage page, long now) {
        if (asking == asked) {
            SyncPage answer = holdings.answer(page, batch, now);
            asked.answering = false;
            asked.progressAt = now;
            if (answer.to() == Holdings.LAST) {
                asking = null;
                completed(now);
            } else {
                asked.next = answer.to() + 1;
            }
            send(asked.neighbour, answer);
        }
    }

    /** What the asker knows and this node lacks. */
    private void onAnswer(Neighbour from, SyncPage answer, long now) {
        Walk walk = walks.get(from);
        if (walk == null || !walk.waiting || answer.from() != walk.from || answer.to() > walk.to) {
            tally.rejected++;
            return;
        }
        walk.waiting = false;
        walk.progressAt = now;
        holdings.told(from, answer, now);
        if (answer.to() == Holdings.LAST) {
            walks.remove(from);
            completed(now);
        } else if (++walk.pages > maxPages) {
            walks.remove(from);
        } else {
            walk.from = answer.to() + 1;
            paced(then -> sendPage(walk, then), now);
        }
    }

    private void completed(long now) {
        lastCompletedAt = OptionalLong.of(now);
    }

    private void send(Neighbour to, SyncPage page) {
        tally.syncPagesSent++;
        effects.send(to.id(), page);
    }

    private void paced(Timer.Action action, long now) {
        if (due.isEmpty() && budget.take(now)) {
            action.fire(now);
        } else {
            due.addLast(action);
            timers.scheduleAtMost(pace, budget.renewedAt());
        }
    }

    private void onPace(long now) {
        while (!due.isEmpty() && budget.take(now)) {
            due.removeFirst().fire(now);
        }
        if (!due.isEmpty()) {
            timers.schedule(pace, budget.renewedAt());
        }
    }
}
