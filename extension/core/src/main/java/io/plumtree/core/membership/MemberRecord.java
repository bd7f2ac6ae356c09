package io.plumtree.core.membership;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.membership.message.ProtocolVersions;

/** What is known of one member. Only {@link MemberTable} changes its state. */
final class MemberRecord {

    final NodeId id;
    MemberAddress address;
    ProtocolVersions versions;
    long incarnation;
    State state = State.DEAD;
    long changedAt;
    @Nullable
    Suspicion suspicion;
    /** On whose word it is dead or gone. */
    List<String> gaveUp = List.of();
    @Nullable
    Tried tried;
    private Blob meta = Blob.ABSENT;
    private @Nullable Map<String, String> tags;

    MemberRecord(NodeId id, MemberAddress address, ProtocolVersions versions, long now) {
        this.id = id;
        this.address = address;
        this.versions = versions;
        this.changedAt = now;
    }

    String name() {
        return id.value();
    }

    Blob meta() {
        return meta;
    }

    void meta(Blob newMeta) {
        if (!newMeta.equals(meta)) {
            tags = null;
        }
        meta = newMeta;
    }

    boolean present() {
        return state == State.ALIVE || state == State.SUSPECT;
    }

    Member toMember() {
        if (tags == null) {
            tags = Tags.decode(meta.bytes());
        }
        return new Member(id, address.toAddress(), state(state), tags, ByteBuffer.wrap(meta.bytes()), incarnation);
    }

    Standing standing() {
        Suspicion doubt = suspicion;
        return new Standing(toMember(), changedAt, doubt == null ? gaveUp : doubt.from(),
                doubt == null ? OptionalLong.empty() : OptionalLong.of(doubt.deadline()), tried);
    }

    NodeState toNodeState() {
        return new NodeState(name(), address, meta, incarnation, state, versions);
    }

    static Member toMember(NodeId id, Alive alive) {
        return member(id, alive.address(), State.ALIVE, alive.meta(), alive.incarnation());
    }

    static Member toMember(NodeId id, NodeState told) {
        return member(id, told.address(), told.state(), told.meta(), told.incarnation());
    }

    private static Member member(NodeId id, MemberAddress address, State state, Blob meta, long incarnation) {
        return new Member(id, address.toAddress(), state(state), Tags.decode(meta.bytes()), ByteBuffer.wrap(meta.bytes()),
                incarnation);
    }

    /** Both have the same names, and the core's is the wire's. */
    private static MemberState state(State state) {
        return MemberState.valueOf(state.name());
    }
}
