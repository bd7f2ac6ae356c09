package io.plumtree.core.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.util.Timer;

/**
 * Tries to reach members that are dead, and seeds that are not there, so that a partition heals and seeds that come back are
 * found. memberlist alone never does: both sides forget each other.
 */
final class DeadMembers {

    private final Shared shared;
    private final Timer tick = new Timer(this::tick);
    private @Nullable PushPullSync sync;
    /** Where members were that died and are listed no more, the oldest first. */
    private final Map<String, MemberAddress> forgotten = new LinkedHashMap<>();
    /** By their addresses as text: a member may say its IPv4 address in another form than it was given. */
    private final Map<Address, MemberAddress> seeds = new LinkedHashMap<>();

    DeadMembers(Shared shared) {
        this.shared = shared;
    }

    void start(PushPullSync with, long now) {
        sync = with;
        long interval = shared.config().retryInterval;
        if (interval > 0) {
            shared.timers().schedule(tick, now + interval + (long) (shared.random().nextDouble() * interval));
        }
    }

    void seeds(Collection<MemberAddress> addresses) {
        seeds.clear();
        for (MemberAddress address : addresses) {
            if (seeds.size() < shared.config().maxForgotten && !address.equals(shared.local().address)) {
                seeds.put(address.toAddress(), address);
            }
        }
    }

    /** A dead member is listed no more. */
    void forgotten(MemberRecord member) {
        forgotten.remove(member.name());
        forgotten.put(member.name(), member.address);
        Iterator<MemberAddress> oldest = forgotten.values().iterator();
        while (forgotten.size() > shared.config().maxForgotten) {
            oldest.next();
            oldest.remove();
        }
    }

    int forgottenSize() {
        return forgotten.size();
    }

    /**
     * All members together try about as often as there are dead ones: each would otherwise hear from everybody. Whoever lost
     * half of the cluster tries every time, and a seed is tried every time.
     */
    private void tick(long now) {
        shared.timers().schedule(tick, now + shared.config().retryInterval);
        if (shared.local().leaving) {
            return;
        }
        Map<Address, MemberAddress> absent = new LinkedHashMap<>(seeds);
        List<MemberAddress> dead = new ArrayList<>();
        for (MemberRecord member : shared.table().all()) {
            if (member.present() && !absent.isEmpty()) {
                absent.remove(member.address.toAddress());
            } else if (member.state == State.DEAD) {
                dead.add(member.address);
            }
            if (!forgotten.isEmpty() && member.state != State.DEAD) {
                forgotten.remove(member.name()); // it is back, or said that it leaves
            }
        }
        dead.addAll(forgotten.values());
        int alive = Math.max(1, shared.table().count(State.ALIVE));
        if (!absent.isEmpty()) {
            retry(new ArrayList<>(absent.values()), now);
        } else if (!dead.isEmpty() && shared.random().nextInt(alive) < dead.size()) {
            retry(dead, now);
        }
    }

    private void retry(List<MemberAddress> candidates, long now) {
        attempt(candidates.get(shared.random().nextInt(candidates.size())), true, now);
    }

    private void attempt(MemberAddress address, boolean again, long now) {
        PushPullSync begun = sync;
        if (begun == null) {
            return;
        }
        shared.count(Counted.RETRIES);
        begun.begin(address, true, (failure, then) -> {
            if (failure != null) {
                return;
            }
            shared.count(Counted.ANSWERED_RETRIES);
            // Both held the other for dead, and said so. Both have contradicted by now, but only another exchange tells it:
            // news is not gossiped to who has been dead for long.
            if (again && stillDead(address)) {
                attempt(address, false, then);
            }
        }, now);
    }

    private boolean stillDead(MemberAddress address) {
        Address text = address.toAddress();
        for (MemberRecord member : shared.table().all()) {
            if (member.present() && member.address.toAddress().equals(text)) {
                return false;
            }
        }
        return true;
    }
}
