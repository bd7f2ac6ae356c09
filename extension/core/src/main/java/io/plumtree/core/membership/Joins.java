package io.plumtree.core.membership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

import io.plumtree.core.membership.message.MemberAddress;

/** Joins a cluster by exchanging states with some of its members. One that answers is enough. */
final class Joins {

    /** Addresses tried at one time: a dead one must not hold up the others, nor many flood the network. */
    private static final int PARALLEL = 8;

    private final Shared shared;
    private final PushPullSync sync;

    Joins(Shared shared, PushPullSync sync) {
        this.shared = shared;
        this.sync = sync;
    }

    void begin(long token, Collection<MemberAddress> addresses, long now) {
        new Join(token, addresses).begin(now);
    }

    private final class Join {
        private final long token;
        private final Deque<MemberAddress> waiting;
        private final List<String> failures = new ArrayList<>();
        private int running;
        private int reached;

        Join(long token, Collection<MemberAddress> addresses) {
            this.token = token;
            this.waiting = new ArrayDeque<>(addresses);
            // A list of seeds may hold this node itself, which can tell it nothing.
            waiting.removeIf(shared.local().address::equals);
        }

        void begin(long now) {
            // While this counts as running, no answer within begin() can end the join early.
            running++;
            for (int i = 0; i < PARALLEL; i++) {
                next(now);
            }
            running--;
            endIfDone();
        }

        private void next(long now) {
            MemberAddress address = waiting.poll();
            if (address == null) {
                return;
            }
            running++;
            sync.begin(address, true, (failure, then) -> {
                running--;
                if (failure == null) {
                    reached++;
                } else {
                    failures.add(address + ": " + failure);
                }
                next(then);
                endIfDone();
            }, now);
        }

        private void endIfDone() {
            if (running == 0 && waiting.isEmpty()) {
                shared.effects().joined(token, reached, List.copyOf(failures));
            }
        }
    }
}
