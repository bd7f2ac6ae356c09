package io.plumtree.vertx;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterKeyring;
import io.plumtree.api.Member;
import io.plumtree.api.MemberHistory;
import io.plumtree.api.MemberTags;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeException;
import io.plumtree.core.membership.Membership;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.vertx.membership.ClusterMembership;
import io.vertx.core.Future;

/** What an application asks of membership; done on the event loop. Any thread. */
final class MemberCalls implements ClusterKeyring {

    private final EngineLoop loop;
    private final MemberView view;
    private final @Nullable ClusterMembership membership;

    /** @param membership null if it is switched off */
    MemberCalls(EngineLoop loop, MemberView view, @Nullable ClusterMembership membership) {
        this.loop = loop;
        this.view = view;
        this.membership = membership;
    }

    CompletionStage<List<Member>> whenMembers(int count) {
        CompletableFuture<List<Member>> stage = new CompletableFuture<>();
        loop.ask(() -> {
            view.when(count, stage);
            return count;
        }).whenComplete((asked, failure) -> {
            if (failure != null) {
                stage.completeExceptionally(failure);
            }
        });
        return stage;
    }

    CompletionStage<Optional<MemberHistory>> why(NodeId member) {
        return call(running -> Future.succeededFuture(Optional.ofNullable(running.standing(member)).map(Histories::told)));
    }

    CompletionStage<Void> updateTags(Map<String, String> tags) {
        Map<String, String> checked;
        try {
            checked = MemberTags.checked(tags);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
        return call(running -> running.updateTags(checked));
    }

    CompletionStage<Void> send(NodeId to, byte[] message, boolean reliable) {
        int longest = reliable ? Membership.MAX_RELIABLE_BYTES : Membership.MAX_BEST_EFFORT_BYTES;
        if (message.length > longest) {
            return CompletableFuture.failedStage(new IllegalArgumentException(
                    "the message has " + message.length + " bytes, allowed are " + longest + "; it was not sent"));
        }
        byte[] copy = message.clone();
        return call(running -> known(running, to).compose(member -> running.send(to, copy, reliable)
                .recover(e -> Future.failedFuture(e instanceof PlumtreeException ? e
                        : new NoReachablePeerException(to, String.valueOf(e.getMessage()))))));
    }

    CompletionStage<Duration> ping(NodeId to) {
        return call(running -> known(running, to).compose(member -> running.ping(to)).compose(nanos -> nanos < 0
                ? Future.failedFuture(new NoReachablePeerException(to, "no answer in time"))
                : Future.succeededFuture(Duration.ofNanos(nanos))));
    }

    @Override
    public CompletionStage<List<byte[]>> keys() {
        return call(running -> Future.succeededFuture(running.keyring().keys()));
    }

    @Override
    public CompletionStage<Void> add(byte[] key) {
        byte[] copy = key.clone();
        return change(keyring -> keyring.add(copy));
    }

    @Override
    public CompletionStage<Void> use(byte[] key) {
        byte[] copy = key.clone();
        return change(keyring -> keyring.use(copy));
    }

    @Override
    public CompletionStage<Void> remove(byte[] key) {
        byte[] copy = key.clone();
        return change(keyring -> keyring.remove(copy));
    }

    private CompletionStage<Void> change(Consumer<Keyring> change) {
        return call(running -> {
            change.accept(running.keyring());
            return Future.succeededFuture();
        });
    }

    private static Future<Member> known(ClusterMembership running, NodeId id) {
        return running.members().stream().filter(member -> member.id().equals(id)).findAny().map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new IllegalArgumentException(id + " is no member")));
    }

    private <T> CompletionStage<T> call(Function<ClusterMembership, Future<T>> call) {
        ClusterMembership running = membership;
        if (running == null) {
            return CompletableFuture.failedStage(switchedOff());
        }
        return loop.begin(() -> call.apply(running));
    }

    static IllegalStateException switchedOff() {
        return new IllegalStateException("this node takes part in no membership: membership.enabled is false");
    }
}
