package io.plumtree.vertx;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.plumtree.api.Address;
import io.plumtree.api.Cluster;
import io.plumtree.api.ClusterKeyring;
import io.plumtree.api.Member;
import io.plumtree.api.MemberHistory;
import io.plumtree.api.NodeId;
import io.plumtree.api.Peer;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeException;
import io.plumtree.api.TreePlace;

/** The cluster as the node's view has it; changes go through the event loop. */
final class VertxCluster implements Cluster {

    private final NodeId self;
    private final Address address;
    private final LinkPolicy policy;
    private final NodeView view;
    private final EngineLoop loop;
    private final PeerBook book;
    private final Links links;
    private final MemberView members;
    private final MemberCalls calls;

    VertxCluster(NodeId self, Address address, LinkPolicy policy, NodeView view, EngineLoop loop, PeerBook book,
            Links links, MemberView members, MemberCalls calls) {
        this.self = self;
        this.address = address;
        this.policy = policy;
        this.view = view;
        this.loop = loop;
        this.book = book;
        this.links = links;
        this.members = members;
        this.calls = calls;
    }

    @Override
    public NodeId localNode() {
        return self;
    }

    @Override
    public long epoch() {
        return view.epoch();
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public List<Peer> peers() {
        return view.peers();
    }

    @Override
    public CompletionStage<List<TreePlace>> trees() {
        return loop.ask(() -> loop.engine().trees());
    }

    @Override
    public CompletionStage<Boolean> addPeer(PeerAddress peer) {
        if (peer.id().equals(self)) {
            return CompletableFuture.failedStage(new IllegalArgumentException(peer + " is this node itself"));
        }
        try {
            policy.check(peer);
        } catch (PlumtreeException e) {
            return CompletableFuture.failedStage(e);
        }
        return loop.ask(() -> {
            boolean changed = book.add(peer.id(), peer.address());
            if (changed) {
                loop.input((engine, now) -> engine.memberUp(peer.id(), now));
                links.dial(peer.id());
                loop.refresh();
            }
            return changed;
        });
    }

    @Override
    public CompletionStage<Boolean> removePeer(NodeId peer) {
        return loop.ask(() -> {
            boolean known = book.knows(peer);
            if (known) {
                loop.input((engine, now) -> engine.memberDown(peer, now));
                links.drop(peer, "removed");
                book.remove(peer);
                loop.refresh();
            }
            return known;
        });
    }

    @Override
    public CompletionStage<Optional<MemberHistory>> why(NodeId member) {
        return calls.why(member);
    }

    @Override
    public List<Member> members() {
        return members.facts().members();
    }

    @Override
    public List<Member> healthyMembers() {
        return members.facts().healthy();
    }

    @Override
    public Member localMember() {
        return members.facts().local();
    }

    @Override
    public CompletionStage<List<Member>> whenMembers(int count) {
        return calls.whenMembers(count);
    }

    @Override
    public CompletionStage<Void> updateTags(Map<String, String> tags) {
        return calls.updateTags(tags);
    }

    @Override
    public CompletionStage<Void> sendBestEffort(NodeId to, byte[] message) {
        return calls.send(to, message, false);
    }

    @Override
    public CompletionStage<Void> sendReliable(NodeId to, byte[] message) {
        return calls.send(to, message, true);
    }

    @Override
    public CompletionStage<Duration> ping(NodeId to) {
        return calls.ping(to);
    }

    @Override
    public ClusterKeyring keyring() {
        return calls;
    }
}
