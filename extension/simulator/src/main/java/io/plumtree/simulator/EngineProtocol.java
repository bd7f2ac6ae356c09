package io.plumtree.simulator;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.NodeId;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredRange;
import io.plumtree.simulator.node.Protocol;

/** The engine itself. */
record EngineProtocol(NodeEngine engine) implements Protocol {

    @Override
    public long epoch() {
        return engine.epoch();
    }

    @Override
    public void membersChanged(Collection<NodeId> up, Collection<NodeId> down, Map<NodeId, String> zones, long now) {
        engine.membersChanged(up, down, zones, now);
    }

    @Override
    public long broadcast(String topic, byte[] payload, long sentAtMillis, Acknowledgement acknowledgement, long token,
            long now) {
        return engine.broadcast(topic, Map.of(), Payload.plain(payload), sentAtMillis, acknowledgement, token, now);
    }

    @Override
    public boolean accepts(NodeId peer) {
        return engine.accepts(peer);
    }

    @Override
    public void linkUp(NodeId peer, long now) {
        engine.linkUp(peer, now);
    }

    @Override
    public void linkDown(NodeId peer, long now) {
        engine.linkDown(peer, now);
    }

    @Override
    public void connectFailed(NodeId member, long now) {
        engine.connectFailed(member, now);
    }

    @Override
    public void receive(NodeId from, PlumtreeMessage message, long now) {
        engine.receive(from, message, now);
    }

    @Override
    public void drained(NodeId peer, long now) {
        engine.drained(peer, now);
    }

    @Override
    public void roundTrip(NodeId peer, long nanos) {
        engine.roundTrip(peer, nanos);
    }

    @Override
    public void handled(String topic, int count, long now) {
        engine.handled(topic, count, now);
    }

    @Override
    public @Nullable SyncRoot syncRoot(long now) {
        return engine.syncRoot(now);
    }

    @Override
    public void compare(SyncRoot theirs, long now) {
        engine.compare(theirs, now);
    }

    @Override
    public void restore(StoreContents contents, long now) {
        engine.restore(contents, now);
    }

    @Override
    public @Nullable StoreBatch nextBatch() {
        return engine.nextBatch();
    }

    @Override
    public void stored(List<StoredRange> dropped, long now) {
        engine.stored(dropped, now);
    }

    @Override
    public void dropped(List<StoredRange> dropped, long now) {
        engine.dropped(dropped, now);
    }

    @Override
    public void storeFailed(String why, long now) {
        engine.storeFailed(why, now);
    }

    @Override
    public void fetched(long token, List<Message> messages, long now) {
        engine.fetched(token, messages, now);
    }

    @Override
    public void flush(long now) {
        engine.flush(now);
    }

    @Override
    public long leave(long now) {
        return engine.leave(now);
    }

    @Override
    public long nanosToDeadline(long now) {
        return engine.nanosToDeadline(now);
    }

    @Override
    public void advance(long now) {
        engine.advance(now);
    }

    @Override
    public NodeSnapshot snapshot() {
        return engine.snapshot();
    }
}
