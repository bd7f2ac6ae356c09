package io.plumtree.vertx.membership;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.Member;
import io.plumtree.api.MemberEventDelegate;
import io.plumtree.api.MemberState;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.NodeId;
import io.plumtree.api.PingDelegate;
import io.plumtree.core.membership.Delegates;
import io.plumtree.core.membership.Tags;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PushPull;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Stands between membership, which runs on the event loop, and the application's delegates, which are called on workers, one
 * after the other. What they only hear is queued. What they are asked is asked before membership wants to know it: state when
 * it is sent, messages and answers one packet ahead, and who may be a member when it is first heard of.
 */
final class DelegateCalls {

    private static final int MAX_WAITING = 10_000;

    private final NodeId self;
    private final Delegates application;
    private final Context context;
    private final Executor workers;
    private final MembershipCounters counters;
    private final @Nullable SerfClock serf;
    private final ComparedState compared;
    private final Consumer<Member> admitted;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger backlog = new AtomicInteger();
    private byte[] metadata = new byte[0];
    private List<byte[]> broadcasts = new ArrayList<>();
    private boolean fetchesBroadcasts;
    private byte[] ackPayload = new byte[0];
    private boolean fetchesAckPayload;
    private Optional<String> objection = Optional.empty();
    /** Who was asked about, and what the answer was; null while there is none. */
    private final Map<Claim, @Nullable Boolean> verdicts;

    /** What a member's admission depends on. */
    private record Claim(NodeId id, Address address, ByteBuffer metadata) {

        static Claim of(Member member) {
            return new Claim(member.id(), member.address(), member.metadata());
        }
    }

    /**
     * @param workers run tasks concurrently
     * @param maxMembers most verdicts remembered
     * @param serf hears the state of others; null where none of Serf's is expected
     * @param compared stands in front of the application's state
     * @param admitted hears of members that may be in, and that membership was told to wait for
     */
    DelegateCalls(NodeId self, Delegates application, Context context, Executor workers, int maxMembers,
            MembershipCounters counters, @Nullable SerfClock serf, ComparedState compared, Consumer<Member> admitted) {
        this.compared = compared;
        this.self = self;
        this.application = application;
        this.context = context;
        this.workers = workers;
        this.counters = counters;
        this.serf = serf;
        this.admitted = admitted;
        this.verdicts = new LinkedHashMap<>() {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Claim, @Nullable Boolean> eldest) {
                return size() > maxMembers;
            }
        };
    }

    /** @return what membership calls instead of the application, on the event loop */
    Delegates forMembership() {
        Delegates none = Delegates.NONE;
        Delegates calls = none.withUser(new User());
        if (application.events() != none.events()) {
            calls = calls.withEvents(new Events());
        }
        if (application.conflict() != none.conflict()) {
            calls = calls.withConflict((existing, other) -> tell(() -> application.conflict().conflict(existing, other)));
        }
        if (application.merge() != none.merge()) {
            calls = calls.withMerge(members -> objection);
        }
        if (application.alive() != none.alive()) {
            calls = calls.withAlive(this::accept);
        }
        if (application.ping() != none.ping()) {
            calls = calls.withPing(new Pings());
        }
        return calls;
    }

    /** @return whether the application has state of its own */
    boolean hasState() {
        return application.user() != Delegates.NONE.user();
    }

    /** The application's state. On a worker. */
    byte[] localState(boolean join) {
        return application.user().localState(join);
    }

    /**
     * Asks for the application's part of the metadata.
     *
     * @param tags the others
     * @return completes on the event loop when membership may ask for it
     */
    Future<Void> prepareMetadata(Map<String, String> tags) {
        if (!hasState()) {
            return Future.succeededFuture();
        }
        int room = Tags.room(tags);
        return onWorker(() -> application.user().nodeMetadata(room)).map(bytes -> {
            metadata = bytes;
            return null;
        });
    }

    /**
     * Asks about what a state exchange brings.
     *
     * @param join whether one of the two joins
     * @return completes on the event loop when membership may take {@code theirs}, at once if there is nothing to ask
     */
    Future<Void> prepareMerge(PushPull theirs, boolean join) {
        boolean merges = join && application.merge() != Delegates.NONE.merge();
        boolean admits = application.alive() != Delegates.NONE.alive();
        if (!merges && !admits) {
            return Future.succeededFuture();
        }
        List<Member> members = theirs.states().stream().map(DelegateCalls::toMember).toList();
        List<Member> unknown = admits ? members.stream()
                .filter(member -> member.state() == MemberState.ALIVE && !member.id().equals(self)
                        && verdicts.get(Claim.of(member)) == null)
                .toList()
                : List.of();
        return onWorker(() -> {
            List<Boolean> answers = new ArrayList<>();
            unknown.forEach(member -> answers.add(application.alive().accept(member)));
            return new Answers(merges ? application.merge().objection(members) : Optional.empty(), answers);
        }).recover(e -> Future.succeededFuture(new Answers(Optional.of("the delegate failed"), List.of()))).map(answers -> {
            objection = answers.objection();
            for (int i = 0; i < answers.accepted().size(); i++) {
                verdicts.put(Claim.of(unknown.get(i)), answers.accepted().get(i));
            }
            return null;
        });
    }

    private record Answers(Optional<String> objection, List<Boolean> accepted) {
    }

    private static Member toMember(NodeState state) {
        byte[] meta = state.meta().bytes();
        return new Member(NodeId.of(state.name()), state.address().toAddress(), MemberState.valueOf(state.state().name()),
                Tags.decode(meta), ByteBuffer.wrap(meta).asReadOnlyBuffer(), state.incarnation());
    }

    /** This node itself is a member in any case: it would otherwise be none, and not know it. */
    private boolean accept(Member member) {
        if (member.id().equals(self)) {
            return true;
        }
        Claim claim = Claim.of(member);
        if (!verdicts.containsKey(claim)) {
            verdicts.put(claim, null);
            onWorker(() -> application.alive().accept(member)).onComplete(answer -> {
                verdicts.put(claim, answer.succeeded() && answer.result());
                if (answer.succeeded() && answer.result()) {
                    admitted.accept(member);
                }
            });
        }
        return Boolean.TRUE.equals(verdicts.get(claim));
    }

    /** Runs a call of the application on a worker, after those before it. @return completes on the event loop */
    <T> Future<T> onWorker(Callable<T> call) {
        Promise<T> answer = Promise.promise();
        boolean queued = enqueue(() -> {
            try {
                T result = call.call();
                context.runOnContext(turn -> answer.complete(result));
            } catch (Throwable e) {
                failed(e);
                context.runOnContext(turn -> answer.fail(e));
            }
        });
        if (!queued) {
            answer.fail("too many calls of delegates wait");
        }
        return answer.future();
    }

    private void tell(Runnable call) {
        enqueue(() -> {
            try {
                call.run();
            } catch (Throwable e) {
                failed(e);
            }
        });
    }

    /** Errors are caught, too: a failed assertion of the application must not silence what comes after it. */
    private void failed(Throwable e) {
        MembershipLog.LOG.delegateFailed(e);
        context.runOnContext(turn -> counters.delegateFailed());
    }

    private boolean enqueue(Runnable task) {
        if (backlog.get() >= MAX_WAITING) {
            counters.delegateCallDropped();
            return false;
        }
        waiting.add(task);
        if (backlog.getAndIncrement() == 0) {
            try {
                workers.execute(this::drain);
            } catch (RejectedExecutionException e) {
                return false; // the node has left
            }
        }
        return true;
    }

    private void drain() {
        do {
            Runnable next = waiting.remove();
            next.run();
        } while (backlog.decrementAndGet() > 0);
    }

    private final class User implements MembershipDelegate {

        @Override
        public byte[] nodeMetadata(int limit) {
            return metadata;
        }

        @Override
        public void message(ByteBuffer message) {
            tellUser(() -> application.user().message(message));
        }

        @Override
        public List<byte[]> broadcasts(int overhead, int limit) {
            List<byte[]> fitting = new ArrayList<>();
            List<byte[]> rest = new ArrayList<>();
            int left = limit;
            for (byte[] message : broadcasts) {
                if (overhead + message.length <= left) {
                    left -= overhead + message.length;
                    fitting.add(message);
                } else if (message.length + overhead <= limit) {
                    rest.add(message);
                }
            }
            broadcasts = rest;
            if (hasState() && broadcasts.isEmpty() && !fetchesBroadcasts) {
                fetchesBroadcasts = true;
                onWorker(() -> List.copyOf(application.user().broadcasts(overhead, limit))).onComplete(given -> {
                    fetchesBroadcasts = false;
                    broadcasts = given.succeeded() ? given.result() : List.of();
                });
            }
            return fitting;
        }

        @Override
        public byte[] localState(boolean join) {
            return compared.local();
        }

        @Override
        public void mergeRemoteState(ByteBuffer state, boolean join) {
            ByteBuffer rest = compared.heard(state);
            if (!rest.hasRemaining()) {
                return;
            }
            if (serf != null) {
                serf.witness(rest.duplicate());
            }
            tellUser(() -> application.user().mergeRemoteState(rest, join));
        }
    }

    private void tellUser(Runnable call) {
        if (hasState()) {
            tell(call);
        }
    }

    private final class Events implements MemberEventDelegate {

        @Override
        public void joined(Member member) {
            tell(() -> application.events().joined(member));
        }

        @Override
        public void left(Member member) {
            tell(() -> application.events().left(member));
        }

        @Override
        public void updated(Member member) {
            tell(() -> application.events().updated(member));
        }
    }

    private final class Pings implements PingDelegate {

        @Override
        public byte[] ackPayload() {
            if (!fetchesAckPayload) {
                fetchesAckPayload = true;
                onWorker(() -> application.ping().ackPayload()).onComplete(given -> {
                    fetchesAckPayload = false;
                    ackPayload = given.succeeded() ? given.result() : new byte[0];
                });
            }
            return ackPayload;
        }

        @Override
        public void pingCompleted(Member member, Duration roundTrip, ByteBuffer payload) {
            tell(() -> application.ping().pingCompleted(member, roundTrip, payload));
        }
    }
}
