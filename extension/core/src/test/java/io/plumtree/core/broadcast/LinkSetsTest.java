package io.plumtree.core.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.Effects;
import io.plumtree.core.Tally;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.store.Retained;
import io.plumtree.core.store.RetainedMessages;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The places of one tree, each of which is a slot or a set of slots, under everything that changes them. */
class LinkSetsTest {

    private static final int PEERS = 4;
    private static final long MILLIS = 1_000_000L;

    enum Kind {
        LINKED,
        UNLINKED,
        GRAFTED_BY,
        PRUNED_BY,
        GRAFT,
        PRUNE,
        MESSAGE,
        ANNOUNCED_BY,
        ASKED_BY,
        ACCEPTED_BY,
        REFUSED_BY,
        PLANNED_ANEW
    }

    record Step(Kind kind, int peer, boolean late) {
    }

    @Property(tries = 1000, seed = "1")
    void theParentIsNoChildAndEveryPlaceIsSomebodysWhoIsLinked(@ForAll("steps") List<Step> steps) {
        new Run().all(steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, PEERS - 1),
                Arbitraries.of(true, false)).as(Step::new).list().ofMinSize(20).ofMaxSize(120);
    }

    /** One tree and its steps so far. */
    private static final class Run {

        private final Neighbours neighbours = new Neighbours();
        private final TimerQueue timers = new TimerQueue();
        private final Set<NodeId> linked = new LinkedHashSet<>();
        private final StreamId id = new StreamId(NodeId.of("o"), 1, "t");
        private final OriginTree tree = new OriginTree(id.origin(), false, 0);
        private final RetainedMessages store = new RetainedMessages(100, 1 << 20, 1L << 60, timers);
        private final Engine engine = new Engine(NodeId.of("self"), new Settings(PlumtreeConfig.standard()), effects(),
                new Tally(), timers, neighbours, new Prng(1));
        private final StreamState stream = new StreamState(id, tree, 0, store.open(id), TestCursors.cursor());
        private final Requests requests = new Requests(engine);
        private final Links links = new Links(engine, requests, (neighbour, reason, now) -> {
        });
        private final ParentChange parentChange = new ParentChange(engine, links);
        private final Streams streams = new Streams(1, 1, new Streams.Lifecycle() {
            @Override
            public StreamState open(StreamId opened, long baseline, long now) {
                return stream;
            }

            @Override
            public void closed(StreamState closed, long now) {
                throw new AssertionError(closed);
            }

            @Override
            public boolean mayClose(StreamState open) {
                return false;
            }
        });
        private final EagerPush eagerPush = new EagerPush(engine, links, streams);
        private Retained newest;
        private long now;

        void all(List<Step> steps) {
            streams.obtain(id, 0, now);
            tree.streams.add(stream);
            tree.planned = true;
            message();
            for (Step step : steps) {
                now += 20 * MILLIS;
                Neighbour neighbour = neighbours.get(NodeId.of("p" + step.peer));
                if (step.kind == Kind.LINKED) {
                    linked(NodeId.of("p" + step.peer));
                } else if (neighbour != null) {
                    with(neighbour, step);
                }
                requests.flush();
                assertPlaces();
            }
        }

        private void with(Neighbour neighbour, Step step) {
            switch (step.kind) {
                case UNLINKED -> {
                    linked.remove(neighbour.id());
                    neighbours.remove(neighbour.id(), now);
                    tree.forget(neighbour.slot());
                    assertUnknown(neighbour.slot());
                    links.reattach(tree, now);
                }
                case GRAFTED_BY -> {
                    if (tree.parent == neighbour.slot()) {
                        tree.parent = OriginTree.NOBODY;
                    }
                    links.promote(tree, neighbour);
                    assertTrue(tree.isChild(neighbour.slot()));
                    links.reattach(tree, now);
                }
                case PRUNED_BY -> {
                    eagerPush.pruned(tree, neighbour, step.late ? List.of(new Mark(id, stream.window.newest() + 3)) : List.of(),
                            now);
                    assertFalse(tree.isChild(neighbour.slot()));
                }
                case GRAFT -> links.graft(tree, neighbour, now);
                case PRUNE -> links.prune(tree, neighbour, List.of(), now);
                case MESSAGE -> message();
                case ANNOUNCED_BY -> announced(neighbour, step.late ? 0 : 200);
                case ASKED_BY -> parentChange.asked(tree, neighbour, Handover.ANY_DEPTH, now);
                case ACCEPTED_BY -> parentChange.accepted(tree, neighbour, List.of(new Mark(id, stream.window.newest())), now);
                case REFUSED_BY -> parentChange.refused(tree, neighbour.slot());
                case PLANNED_ANEW -> {
                    tree.reset();
                    for (int slot = 0; slot < Neighbours.MAX_SLOTS; slot++) {
                        assertUnknown(slot);
                    }
                }
                case LINKED -> throw new AssertionError();
            }
        }

        /** Twice, which is what a handover takes. */
        private void announced(Neighbour by, int ageMillis) {
            for (int i = 0; i < 2; i++) {
                message();
                parentChange.compare(by, tree, newest, ParentChange.pushWouldHaveCome(ageMillis, now), now);
            }
        }

        private void linked(NodeId peer) {
            if (linked.add(peer)) {
                Neighbour neighbour = neighbours.add(peer, now);
                assertUnknown(neighbour.slot());
                assertEquals(linked.size(), neighbours.all().stream().map(Neighbour::slot).distinct().count());
            }
        }

        private void message() {
            long sequence = stream.window.newest() + 1;
            Message message = new Message(id, sequence, 0, Map.of(), Payload.plain(new byte[1]));
            stream.window.add(sequence);
            newest = store.keep(stream.retained, message, null, 1, true, Arrival.PUSHED, now);
            tree.messages++;
            eagerPush.push(stream, new Gossip(message, 1, false, false, sequence, 0), 0, now);
        }

        private void assertPlaces() {
            assertEquals(linked.size(), Long.bitCount(neighbours.linked()));
            assertEquals(0, (tree.children | tree.faster) & ~neighbours.linked(), "children are linked");
            for (int place : new int[] { tree.parent, tree.backup, tree.forerunner, tree.handoverTo }) {
                assertTrue(place == OriginTree.NOBODY || (neighbours.linked() & (1L << place)) != 0);
            }
            assertTrue(tree.parent == OriginTree.NOBODY || !tree.isChild(tree.parent), "the parent is no child");
            assertTrue(tree.parent == OriginTree.NOBODY || tree.parent != tree.backup, "the backup is another");
            for (OriginTree.Farewell farewell : tree.farewells) {
                assertTrue((neighbours.linked() & (1L << farewell.slot())) != 0);
                assertFalse(tree.isChild(farewell.slot()), "a former child is none");
            }
        }

        private void assertUnknown(int slot) {
            assertEquals(0, (tree.children | tree.faster) & 1L << slot);
            for (int place : new int[] { tree.parent, tree.backup, tree.forerunner, tree.handoverTo }) {
                assertTrue(place != slot);
            }
            assertTrue(tree.farewells.stream().noneMatch(farewell -> farewell.slot() == slot));
            assertNull(tree.known(slot));
        }

        /** Checks to whom is sent; all else is of no interest here. */
        private Effects effects() {
            return (Effects) Proxy.newProxyInstance(Effects.class.getClassLoader(), new Class<?>[] { Effects.class },
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("send")) {
                            assertTrue(linked.contains(arguments[0]), () -> List.of(arguments).toString());
                            return true;
                        }
                        return null;
                    });
        }
    }
}
