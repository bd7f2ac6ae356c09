package io.plumtree.vertx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.plumtree.api.Address;
import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeClosedException;

/** What any thread may know of the members without asking the event loop, which writes it; and who waits for more of them. */
final class MemberView {

    private static final Address NOWHERE = new Address("0.0.0.0", 0);

    private final NodeId self;
    private final Completions completions;
    private final List<Waiting> waiting = new ArrayList<>();
    private volatile Facts facts;

    /**
     * One moment.
     *
     * @param members everybody listed
     * @param healthy those who are alive
     * @param counts how many are in each state
     * @param local this node
     * @param settled whether the cluster was joined, or there is none to be joined
     */
    record Facts(List<Member> members, List<Member> healthy, Map<MemberState, Integer> counts, Member local,
            boolean settled) {
    }

    private record Waiting(int count, CompletableFuture<List<Member>> stage) {
    }

    MemberView(NodeId self, Completions completions) {
        this.self = self;
        this.completions = completions;
        begin(new Member(self, NOWHERE, MemberState.ALIVE, Map.of(), ByteBuffer.allocate(0), 0));
    }

    /** @param alone this node, before membership tells of it, or without membership */
    void begin(Member alone) {
        facts = new Facts(List.of(alone), List.of(alone), Map.of(), alone, true);
    }

    Facts facts() {
        return facts;
    }

    /** On the event loop. */
    void update(List<Member> members, boolean settled) {
        Map<MemberState, Integer> counts = new EnumMap<>(MemberState.class);
        List<Member> healthy = new ArrayList<>();
        Member local = facts.local();
        for (MemberState state : MemberState.values()) {
            counts.put(state, 0);
        }
        for (Member member : members) {
            counts.merge(member.state(), 1, Integer::sum);
            if (member.state() == MemberState.ALIVE) {
                healthy.add(member);
            }
            if (member.id().equals(self)) {
                local = member;
            }
        }
        facts = new Facts(members, Collections.unmodifiableList(healthy), Collections.unmodifiableMap(counts), local, settled);
        waiting.removeIf(one -> {
            boolean reached = enough(one.count());
            if (reached) {
                completions.complete(one.stage(), facts.healthy());
            }
            return reached;
        });
    }

    /** Completes {@code stage} as soon as there are {@code count} healthy members. On the event loop. */
    void when(int count, CompletableFuture<List<Member>> stage) {
        if (enough(count)) {
            completions.complete(stage, facts.healthy());
        } else {
            waiting.removeIf(one -> one.stage().isDone());
            waiting.add(new Waiting(count, stage));
        }
    }

    /** Nobody waits any more. On the event loop. */
    void end() {
        waiting.forEach(one -> completions.fail(one.stage(), new PlumtreeClosedException()));
        waiting.clear();
    }

    private boolean enough(int count) {
        return facts.healthy().size() >= count;
    }
}
