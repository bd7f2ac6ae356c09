package io.plumtree.cdi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Broadcast;
import io.plumtree.api.Cluster;
import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageId;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.RetainedPage;
import io.plumtree.api.RetainedQuery;
import io.plumtree.vertx.PlumtreeNode;

/**
 * The container's one node, as {@link Plumtree} and, for diagnosis, as {@link PlumtreeNode}. It can be injected at any time;
 * before the node has started, and where it is switched off, broadcasts fail with
 * {@link io.plumtree.api.PlumtreeClosedException} that says so.
 * <p>
 * Whoever integrates a container calls {@link #started} or {@link #disabled}, and {@link #stopping}. Safe for use by any
 * thread.
 */
@ApplicationScoped
@Typed({ Plumtree.class, ManagedPlumtree.class })
public class ManagedPlumtree implements Plumtree {

    private volatile @Nullable PlumtreeNode node;
    private volatile AbsentPlumtree absent = new AbsentPlumtree("the node has not started yet", false);
    private volatile boolean stopping;

    /** @param node has started; everything goes to it from now on */
    public void started(PlumtreeNode node) {
        this.node = node;
    }

    /**
     * There will be no node, on purpose: the application is as ready as it can be.
     *
     * @param reason in words, for whoever broadcasts all the same
     */
    public void disabled(String reason) {
        absent = new AbsentPlumtree(reason, true);
    }

    /** The application is about to stop: not ready from now on, while broadcasts still work. */
    public void stopping() {
        stopping = true;
    }

    /** @return the node, once it has started */
    public Optional<PlumtreeNode> running() {
        return Optional.ofNullable(node);
    }

    /**
     * @return the node
     * @throws io.plumtree.api.PlumtreeClosedException if it has not started or is switched off
     */
    @Produces
    @Typed(PlumtreeNode.class)
    @Dependent
    public PlumtreeNode node() {
        return running().orElseThrow(absent::closed);
    }

    @Override
    public CompletionStage<MessageId> broadcast(Broadcast broadcast) {
        return plumtree().broadcast(broadcast);
    }

    @Override
    public CompletionStage<Optional<MessageHistory>> why(MessageId id) {
        return plumtree().why(id);
    }

    @Override
    public CompletionStage<RetainedPage> retained(RetainedQuery query) {
        return plumtree().retained(query);
    }

    /** @throws io.plumtree.api.PlumtreeClosedException if the node has not started or is switched off */
    @Override
    public Cluster cluster() {
        return plumtree().cluster();
    }

    @Override
    public PlumtreeHealth health() {
        PlumtreeHealth health = plumtree().health();
        return stopping && health.ready() ? health.notReady("the application is stopping") : health;
    }

    @Override
    public CompletionStage<Void> leave(Duration timeout) {
        return plumtree().leave(timeout);
    }

    private Plumtree plumtree() {
        PlumtreeNode running = node;
        return running == null ? absent : running;
    }
}
