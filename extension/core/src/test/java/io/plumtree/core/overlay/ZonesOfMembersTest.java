package io.plumtree.core.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.Effects;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.util.TimerQueue;

/** What a node makes of the zones that membership tells. */
class ZonesOfMembersTest {

    private static final NodeId SELF = NodeId.of("self");
    private static final NodeId A = NodeId.of("a");
    private static final NodeId B = NodeId.of("b");

    private final Neighbours neighbours = new Neighbours();
    private int changes;
    private final Overlay overlay = new Overlay(SELF, "east", new RingOverlay(5), 10, neighbours, new TimerQueue(),
            new NoEffects(), new Overlay.Listener() {
                @Override
                public void viewChanged(int changed, int reachable, long now) {
                    changes += changed;
                }

                @Override
                public void close(NodeId neighbour, String reason, long now) {
                    throw new AssertionError(reason);
                }
            });

    private void told(List<NodeId> up, List<NodeId> down, Map<NodeId, String> of) {
        overlay.membersChanged(up, down, of, 0);
    }

    private void assertZone(String name, NodeId member) {
        assertEquals(overlay.view().zoneNamed(name), overlay.view().zone(member));
    }

    @Test
    void aNodeIsInItsOwnZoneFromTheStart() {
        assertZone("east", SELF);
    }

    @Test
    void theZoneOfWhoIsNoMemberIsNotKept() {
        told(List.of(B), List.of(), Map.of(A, "east", B, "east"));
        assertZone("", A);
        told(List.of(A), List.of(), Map.of());
        assertZone("", A);
        assertZone("east", B);
    }

    @Test
    void theZoneOfAMemberIsForgottenWithIt() {
        told(List.of(A), List.of(), Map.of(A, "east"));
        told(List.of(), List.of(A), Map.of(A, "west"));
        told(List.of(A), List.of(), Map.of());
        assertZone("", A);
    }

    @Test
    void whoConnectedBeforeItsZoneWasKnownIsNearAsSoonAsItIs() {
        overlay.linkUp(A, 0);
        assertFalse(neighbours.get(A).near(), "it names no zone yet");
        told(List.of(A), List.of(), Map.of(A, "east"));
        assertTrue(neighbours.get(A).near());
        told(List.of(), List.of(), Map.of(A, "west"));
        assertFalse(neighbours.get(A).near());
        assertTrue(overlay.view().graph().inZones());
    }

    @Test
    void whoeverMovesHasChangedAndWhoeverIsToldAgainHasNot() {
        told(List.of(A, B), List.of(), Map.of(A, "east", B, "west"));
        assertEquals(2, changes);
        told(List.of(A), List.of(), Map.of(B, "east"));
        assertEquals(3, changes);
        told(List.of(A, B), List.of(), Map.of(A, "east", B, "east"));
        assertEquals(3, changes);
        assertZone("east", A);
    }

    private static final class NoEffects implements Effects {

        @Override
        public boolean send(NodeId peer, PlumtreeMessage message) {
            throw new AssertionError(message);
        }

        @Override
        public boolean deliver(Message message, int round, boolean redelivered) {
            throw new AssertionError(message);
        }

        @Override
        public boolean gap(ClusterGap gap) {
            throw new AssertionError(gap);
        }

        @Override
        public void event(PlumtreeEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void acknowledged(long token) {
            throw new AssertionError(token);
        }

        @Override
        public void notAcknowledged(long token, String why) {
            throw new AssertionError(why);
        }

        @Override
        public void connect(NodeId member) {
            // Links are the test's.
        }

        @Override
        public void disconnect(NodeId member, String reason) {
            // Links are the test's.
        }
    }
}
