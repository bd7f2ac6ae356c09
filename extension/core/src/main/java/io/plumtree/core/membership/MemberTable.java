package io.plumtree.core.membership;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.util.Prng;

/** Every member known, this node itself, the dead and the gone included, by name and in the order of probing. */
final class MemberTable {

    private final Prng random;
    private final int max;
    private final Map<String, MemberRecord> byName = new LinkedHashMap<>();
    private final List<MemberRecord> order = new ArrayList<>();
    /** How many are in a state, by its code. */
    private final int[] counts = new int[State.values().length];

    MemberTable(Prng random, int max) {
        this.random = random;
        this.max = max;
    }

    @Nullable
    MemberRecord get(String name) {
        return byName.get(name);
    }

    MemberRecord at(int position) {
        return order.get(position);
    }

    /** In the order of probing. */
    List<MemberRecord> all() {
        return Collections.unmodifiableList(order);
    }

    int size() {
        return order.size();
    }

    int max() {
        return max;
    }

    boolean full() {
        return order.size() >= max;
    }

    int count(State state) {
        return counts[state.code()];
    }

    /** Adds a member at a random place, so that those who join together are not probed by all in one order. */
    void add(MemberRecord added) {
        byName.put(added.name(), added);
        counts[added.state.code()]++;
        order.add(added);
        Collections.swap(order, order.size() - 1, random.nextInt(order.size()));
    }

    void setState(MemberRecord member, State state, long now) {
        counts[member.state.code()]--;
        counts[state.code()]++;
        member.state = state;
        member.changedAt = now;
    }

    /** Removes members and shuffles the others: another round of probing begins. */
    void nextRound(Predicate<MemberRecord> over, Consumer<MemberRecord> removed) {
        int kept = 0;
        int before = order.size();
        for (int i = 0; i < before; i++) {
            MemberRecord member = order.get(i);
            if (over.test(member)) {
                byName.remove(member.name());
                counts[member.state.code()]--;
                removed.accept(member);
            } else {
                order.set(kept++, member);
            }
        }
        order.subList(kept, before).clear();
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
    }

    /** @return up to {@code k} members that are wanted, at random */
    List<MemberRecord> random(int k, Predicate<MemberRecord> wanted) {
        List<MemberRecord> chosen = new ArrayList<>(k);
        int n = order.size();
        if (n < 3 * k) {
            // With few members draws may miss the only one that is wanted.
            List<MemberRecord> shuffled = new ArrayList<>(order);
            for (int i = 0; i < n && chosen.size() < k; i++) {
                Collections.swap(shuffled, i, i + random.nextInt(n - i));
                if (wanted.test(shuffled.get(i))) {
                    chosen.add(shuffled.get(i));
                }
            }
            return chosen;
        }
        for (int i = 0; i < 3 * n && chosen.size() < k; i++) {
            MemberRecord member = order.get(random.nextInt(n));
            if (wanted.test(member) && !chosen.contains(member)) {
                chosen.add(member);
            }
        }
        return chosen;
    }
}
