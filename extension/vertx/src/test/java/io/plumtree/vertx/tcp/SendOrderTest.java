package io.plumtree.vertx.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.wire.Ping;

class SendOrderTest {

    private final SendOrder order = new SendOrder();

    @Test
    void whatAsksGoesBeforePayloadsThatWait() {
        Gossip payload = gossip("a", 1);
        Pull pull = new Pull(List.of(range("a")));
        Graft graft = new Graft(NodeId.of("b"), List.of(range("b")));
        order.add(payload);
        order.add(pull);
        order.add(graft);
        assertSame(pull, order.next());
        assertSame(graft, order.next());
        assertSame(payload, order.next());
        assertNull(order.next());
    }

    @Test
    void aGraftDoesNotOvertakeWhatConcernsItsTree() {
        Gossip payload = gossip("a", 1);
        Prune prune = new Prune(NodeId.of("a"), List.of());
        Graft graft = new Graft(NodeId.of("a"), List.of(range("a")));
        List.of(payload, prune, graft).forEach(order::add);
        assertSame(payload, order.next());
        assertSame(prune, order.next());
        assertSame(graft, order.next());
    }

    @Test
    void nothingOvertakesASummary() {
        Summary summary = new Summary(List.of(), true, true);
        order.add(summary);
        order.add(new Pull(List.of(range("a"))));
        assertSame(summary, order.next());
    }

    @Test
    void noClassStarves() {
        for (int i = 0; i < 100; i++) {
            order.add(gossip("a", i + 1));
        }
        int others = 0;
        for (int i = 0; i < 100 * (SendOrder.URGENT_IN_A_ROW + 1); i++) {
            order.add(new Pull(List.of(range("a"))));
            others += order.next() instanceof Gossip ? 1 : 0;
        }
        assertEquals(100, others);
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
    void whateverComesAllOfItLeavesAndWhatMustKeepItsOrderDoes(long seed) {
        Random random = new Random(seed);
        List<Object> added = new ArrayList<>();
        List<Object> sent = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            if (random.nextInt(40) == 0) {
                Ping ping = new Ping(i);
                added.add(ping);
                order.add(ping);
            } else {
                PlumtreeMessage message = any(random, i);
                added.add(message);
                order.add(message);
            }
            assertTrue(order.bytes() > 0);
            // Sometimes it is drained faster than it fills, sometimes not at all.
            for (int j = random.nextInt((i / 500) % 2 == 0 ? 2 : 4); j > 0; j--) {
                Object next = order.next();
                if (next != null) {
                    sent.add(next);
                }
            }
        }
        for (Object next = order.next(); next != null; next = order.next()) {
            sent.add(next);
        }
        assertEquals(0, order.bytes());
        assertEquals(added.size(), sent.size());
        assertKept(added, sent, "others", what -> !(what instanceof Pull || what instanceof Received || what instanceof Graft));
        for (String origin : ORIGINS) {
            assertKept(added, sent, "the tree of " + origin, what -> origin.equals(treeOf(what)));
        }
        assertNothingOvertookSummaries(added, sent);
    }

    private static final List<String> ORIGINS = List.of("a", "b", "c");

    private interface Which {
        boolean is(Object what);
    }

    private static void assertKept(List<Object> added, List<Object> sent, String name, Which which) {
        assertTrue(identities(added.stream().filter(which::is).toList())
                .equals(identities(sent.stream().filter(which::is).toList())), name + " are out of order");
    }

    private static List<Integer> identities(List<Object> all) {
        return all.stream().map(System::identityHashCode).toList();
    }

    private static void assertNothingOvertookSummaries(List<Object> added, List<Object> sent) {
        for (Object what : added) {
            if (what instanceof Summary) {
                List<Object> before = sent.subList(0, indexOf(sent, what));
                List<Object> later = added.subList(indexOf(added, what) + 1, added.size());
                assertTrue(Collections.disjoint(identities(before), identities(later)));
            }
        }
    }

    private static int indexOf(List<Object> all, Object what) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) == what) {
                return i;
            }
        }
        throw new AssertionError("never sent: " + what);
    }

    private static String treeOf(Object what) {
        if (what instanceof Gossip gossip) {
            return gossip.message().stream().origin().value();
        } else if (what instanceof Graft graft) {
            return graft.origin().value();
        } else if (what instanceof Prune prune) {
            return prune.origin().value();
        } else if (what instanceof Handover handover) {
            return handover.origin().value();
        } else if (what instanceof Accept accept) {
            return accept.origin().value();
        } else if (what instanceof Refuse refuse) {
            return refuse.origin().value();
        }
        return "";
    }

    private static PlumtreeMessage any(Random random, int number) {
        String origin = ORIGINS.get(random.nextInt(ORIGINS.size()));
        NodeId id = NodeId.of(origin);
        return switch (random.nextInt(14)) {
            case 0 -> new IHave(List.of(new IHave.Announcement(stream(origin), 1, number + 1, 0, 0)));
            case 1, 2 -> new Graft(id, List.of(range(origin)));
            case 3 -> new Prune(id, List.of());
            case 4, 5 -> new Pull(List.of(range(origin)));
            case 6 -> new Missing(range(origin), true);
            case 7 -> new Accept(id, List.of());
            case 8 -> new Refuse(id);
            case 9 -> new Received(stream(origin), number + 1);
            case 10 -> new Handover(id, Handover.ANY_DEPTH);
            case 11 -> random.nextInt(10) == 0 ? new Summary(List.of(), true, true) : gossip(origin, number + 1);
            default -> gossip(origin, number + 1);
        };
    }

    private static Gossip gossip(String origin, long sequence) {
        return new Gossip(new Message(stream(origin), sequence, 0, Collections.emptyMap(), Payload.plain(new byte[100])), 1,
                false, false, 0, 0);
    }

    private static Range range(String origin) {
        return new Range(stream(origin), 1, 10);
    }

    private static StreamId stream(String origin) {
        return new StreamId(NodeId.of(origin), 7, "t");
    }
}
