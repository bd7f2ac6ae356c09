package io.plumtree.cdi;

import java.util.function.Function;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.plumtree.api.AliveDelegate;
import io.plumtree.api.ConflictDelegate;
import io.plumtree.api.MemberEventDelegate;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.MergeDelegate;
import io.plumtree.api.PingDelegate;
import io.plumtree.api.SeedProvider;
import io.plumtree.core.membership.Delegates;
import io.plumtree.vertx.PlumtreeNode;

/** What the application adds to membership as beans: at most one of each type, or the start fails. */
@Singleton
public class MembershipBeans {

    private final Instance<SeedProvider> seedProvider;
    private final Instance<MembershipDelegate> user;
    private final Instance<MemberEventDelegate> events;
    private final Instance<ConflictDelegate> conflict;
    private final Instance<MergeDelegate> merge;
    private final Instance<AliveDelegate> alive;
    private final Instance<PingDelegate> ping;

    /**
     * @param seedProvider finds members to join
     * @param user adds bytes, messages and state
     * @param events hears what becomes of members
     * @param conflict hears of two nodes with one id
     * @param merge decides whether two clusters may become one
     * @param alive decides who may be a member
     * @param ping adds bytes to answers and hears of round trips
     */
    @Inject
    public MembershipBeans(Instance<SeedProvider> seedProvider, Instance<MembershipDelegate> user,
            Instance<MemberEventDelegate> events, Instance<ConflictDelegate> conflict, Instance<MergeDelegate> merge,
            Instance<AliveDelegate> alive, Instance<PingDelegate> ping) {
        this.seedProvider = seedProvider;
        this.user = user;
        this.events = events;
        this.conflict = conflict;
        this.merge = merge;
        this.alive = alive;
        this.ping = ping;
    }

    /**
     * @param builder of the container's node
     * @return the builder, with the beans that there are
     * @throws jakarta.enterprise.inject.AmbiguousResolutionException if there are two of one type
     */
    public PlumtreeNode.Builder addTo(PlumtreeNode.Builder builder) {
        Delegates delegates = Delegates.NONE;
        delegates = with(delegates, user, delegates::withUser);
        delegates = with(delegates, events, delegates::withEvents);
        delegates = with(delegates, conflict, delegates::withConflict);
        delegates = with(delegates, merge, delegates::withMerge);
        delegates = with(delegates, alive, delegates::withAlive);
        delegates = with(delegates, ping, delegates::withPing);
        return with(builder.delegates(delegates), seedProvider, builder::seedProvider);
    }

    private static <T, B> B with(B before, Instance<T> bean, Function<T, B> added) {
        return bean.isUnsatisfied() ? before : added.apply(bean.get());
    }
}
