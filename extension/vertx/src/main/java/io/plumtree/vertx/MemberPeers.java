package io.plumtree.vertx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.Member;
import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberJoined;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.MemberTags;
import io.plumtree.api.MemberUpdated;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;

/**
 * Makes members that broadcast in this cluster and their zones known to the engine, and unknown when they fail or leave: all
 * that one turn of the event loop brings as one change. On the event loop.
 */
final class MemberPeers {

    private final NodeId self;
    private final String cluster;
    private final PeerBook book;
    private final Links links;
    private final EngineLoop loop;
    private final Executor turnEnd;
    private final Map<NodeId, Member> changed = new LinkedHashMap<>();
    private final Set<NodeId> known = new HashSet<>();

    MemberPeers(NodeId self, String cluster, PeerBook book, Links links, EngineLoop loop, Executor turnEnd) {
        this.self = self;
        this.cluster = cluster;
        this.book = book;
        this.links = links;
        this.loop = loop;
        this.turnEnd = turnEnd;
    }

    void event(PlumtreeEvent event) {
        Member member = memberOf(event);
        if (member != null && !member.id().equals(self)) {
            if (changed.isEmpty()) {
                turnEnd.execute(this::tell);
            }
            changed.put(member.id(), member);
        }
    }

    private void tell() {
        List<NodeId> up = new ArrayList<>();
        List<NodeId> down = new ArrayList<>();
        Map<NodeId, String> zones = new LinkedHashMap<>();
        changed.forEach((id, member) -> {
            Optional<Address> address = member.present() ? MemberTags.broadcastAddress(member, cluster) : Optional.empty();
            if (address.isPresent()) {
                zones.put(id, member.zone().orElse(""));
                boolean isNew = known.add(id);
                if (book.add(id, address.get()) || isNew) {
                    up.add(id);
                }
            } else if (known.remove(id)) {
                down.add(id);
            }
        });
        changed.clear();
        if (down.isEmpty() && zones.isEmpty()) {
            return;
        }
        loop.input((engine, now) -> engine.membersChanged(up, down, zones, now));
        up.forEach(links::dial);
        down.forEach(id -> {
            links.drop(id, "it is no member any more");
            book.remove(id);
        });
        loop.refresh();
    }

    /** Suspects are members still. */
    private static @Nullable Member memberOf(PlumtreeEvent event) {
        if (event instanceof MemberJoined joined) {
            return joined.member();
        } else if (event instanceof MemberUpdated updated) {
            return updated.member();
        } else if (event instanceof MemberFailed failed) {
            return failed.member();
        } else if (event instanceof MemberLeft left) {
            return left.member();
        }
        return null;
    }
}
