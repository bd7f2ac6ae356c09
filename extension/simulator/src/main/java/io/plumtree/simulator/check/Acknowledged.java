package io.plumtree.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.node.SimulatedNode;

/**
 * A broadcast that was to be acknowledged is answered once, as long as its origin lives. Where it was acknowledged, it
 * outlives its origin, unless those who had it died too or it was not kept for long enough.
 */
public final class Acknowledged implements Check {

    private final LongPredicate asked;
    private final Outcome outcome;
    private final Violations violations;
    private final Map<Long, Sent> byToken = new LinkedHashMap<>();
    private final Map<StreamId, Map<Long, Sent>> byStream = new HashMap<>();

    /** What became of a message. */
    public interface Outcome {

        /** @return whether somebody who runs has it */
        boolean had(StreamId stream, long sequence);

        /** @return whether it was kept for longer than anything went wrong */
        boolean outlasts(StreamId stream, long sequence);
    }

    private static final class Sent {
        private final List<Holder> holders = new ArrayList<>(1);
        private SimulatedNode origin;
        private int incarnation;
        private StreamId stream;
        private long sequence;
        private boolean acknowledged;
        private boolean alone;
        private int answers;

        boolean originLives() {
            return origin.running() && origin.incarnation() == incarnation;
        }

        boolean holderDied() {
            return holders.stream().anyMatch(h -> !h.node.running() || h.node.incarnation() != h.incarnation);
        }
    }

    private record Holder(SimulatedNode node, int incarnation) {
    }

    /** @param asked whether the broadcast of a token was to be acknowledged */
    public Acknowledged(LongPredicate asked, Outcome outcome, Violations violations) {
        this.asked = asked;
        this.outcome = outcome;
        this.violations = violations;
    }

    @Override
    public void broadcast(SimulatedNode node, StreamId stream, long sequence, long token) {
        if (asked.test(token)) {
            Sent sent = byToken.computeIfAbsent(token, t -> new Sent());
            sent.origin = node;
            sent.incarnation = node.incarnation();
            sent.stream = stream;
            sent.sequence = sequence;
            byStream.computeIfAbsent(stream, s -> new HashMap<>()).put(sequence, sent);
        }
    }

    @Override
    public void acknowledged(SimulatedNode node, long token) {
        if (!asked.test(token)) {
            return;
        }
        // Perhaps before the broadcast returned.
        Sent sent = byToken.computeIfAbsent(token, t -> new Sent());
        sent.answers++;
        sent.acknowledged = true;
        NodeSnapshot snapshot = node.snapshot();
        sent.alone = snapshot != null && snapshot.members() == 0;
    }

    @Override
    public void notAcknowledged(SimulatedNode node, long token) {
        if (asked.test(token)) {
            byToken.computeIfAbsent(token, t -> new Sent()).answers++;
        }
    }

    @Override
    public void arrived(Channel channel, PlumtreeMessage message) {
        if (message instanceof Gossip gossip && channel.to() instanceof SimulatedNode node) {
            Map<Long, Sent> ofStream = byStream.get(gossip.message().stream());
            Sent sent = ofStream == null ? null : ofStream.get(gossip.message().sequence());
            if (sent != null && node != sent.origin) {
                sent.holders.add(new Holder(node, node.incarnation()));
            }
        }
    }

    @Override
    public void conclude() {
        byToken.forEach((token, sent) -> {
            if (sent.origin == null) {
                violations.add("the broadcast " + token + " was answered and never made");
                return;
            }
            String name = sent.stream + "/" + sent.sequence;
            if (sent.answers > 1) {
                violations.add(name + " was answered " + sent.answers + " times");
            } else if (sent.answers == 0 && sent.originLives()) {
                violations.add(name + " was to be acknowledged and never answered");
            }
            if (sent.acknowledged && !sent.alone && !sent.originLives() && !sent.holderDied()
                    && outcome.outlasts(sent.stream, sent.sequence) && !outcome.had(sent.stream, sent.sequence)) {
                violations.add(name + " was acknowledged and died with its origin");
            }
        });
    }
}
