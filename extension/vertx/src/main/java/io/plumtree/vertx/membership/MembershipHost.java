package io.plumtree.vertx.membership;

import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.SeedProvider;
import io.plumtree.core.membership.Delegates;
import io.plumtree.core.message.SyncRoot;
import io.vertx.core.Context;

/**
 * What membership finds around it in its node.
 *
 * @param context the node's event loop
 * @param workers run tasks concurrently
 * @param alarm makes a timer that calls on the event loop
 * @param delegates the application's
 * @param seedProvider the application's, if it has one
 * @param allowed whether the node may connect there
 * @param comparison what nodes compare by the exchange of states
 * @param observer hears what happens
 */
public record MembershipHost(Context context, Executor workers, Function<Runnable, Alarm> alarm, Delegates delegates,
        @Nullable SeedProvider seedProvider, Predicate<Address> allowed, Comparison comparison, Observer observer) {

    /** What nodes compare by the exchange of states, on the event loop. */
    public interface Comparison {

        /** @return what others are told; null if this node does not compare in this way */
        @Nullable
        SyncRoot root();

        /** @param theirs what another was told */
        void compare(SyncRoot theirs);
    }

    /** Hears what happens, on the event loop. */
    public interface Observer {

        /** @param event what; membership is not to be called before this has returned */
        void event(PlumtreeEvent event);

        /** Members, or whether the node has joined, changed. Called once for all that happens in one turn. */
        void changed();
    }
}
