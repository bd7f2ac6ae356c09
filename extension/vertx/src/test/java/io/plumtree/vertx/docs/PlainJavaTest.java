package io.plumtree.vertx.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Address;
import io.plumtree.api.Broadcast;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.MessageId;
import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.NodeId;
import io.plumtree.api.NotAcknowledgedException;
import io.plumtree.api.Ordering;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.api.RetainedQuery;
import io.plumtree.api.TooManyTopicsException;
import io.plumtree.api.TopicConfig;
import io.plumtree.vertx.PlumtreeNode;

/** What the documentation shows of plain Java does what it says. */
class PlainJavaTest {

    private static final long SECONDS = 60;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final BlockingQueue<String> prices = new LinkedBlockingQueue<>();
    private final List<PlumtreeNode> nodes = new ArrayList<>();

    @AfterEach
    void leave() throws Exception {
        for (PlumtreeNode node : nodes) {
            await(node.leave(Duration.ofSeconds(5)));
        }
    }

    @Test
    void theConfigurationIsAllowed() {
        PlumtreeConfig config = threePeers().validated();

        assertEquals(Ordering.FIFO, config.topic("orders").ordering());
        assertEquals(Ordering.NONE, config.topic("prices").ordering());
    }

    @Test
    void whatOneNodeBroadcastsTheOtherHears() throws Exception {
        PlumtreeNode one = started("one");
        PlumtreeNode two = started("two");
        await(two.cluster().addPeer(new PeerAddress(one.cluster().localNode(), one.cluster().address())));

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (two.health().linked() == 0) {
            assertTrue(System.nanoTime() - deadline < 0, "no link came up");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        assertEquals("prices", await(publish(two, "42")).topic());
        assertEquals("42", prices.poll(SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void whatIsRetainedCanBeListed() throws Exception {
        PlumtreeNode node = started("one");
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            ids.add(await(publish(node, "p" + i)));
        }
        await(print(node, RetainedQuery.ofTopic("prices")));

        String expected = ids.stream().map(id -> id + " p" + (id.sequence() - 1) + System.lineSeparator())
                .collect(Collectors.joining());
        assertEquals(expected, printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void everyFailureHasAType() throws Exception {
        PlumtreeNode node = started("alone");

        assertEquals("longer than 65536 bytes", failure(node.broadcast(new byte[65_537])));
        await(node.cluster().addPeer(PeerAddress.parse("nobody@127.0.0.1:1")));
        assertEquals("no other node can be reached", failure(node.broadcast(new byte[1])));
        await(node.leave(Duration.ofSeconds(5)));
        assertEquals("this node has left", failure(node.broadcast(new byte[1])));
    }

    private static PlumtreeConfig threePeers() {
        // tag::config[]
        PlumtreeConfig config = PlumtreeConfig.lan()
                .withClusterName("shop")
                .withNodeId(NodeId.of("shop-1"))
                .withBind(Address.parse("127.0.0.1:7947"))
                .withPeers(List.of(
                        PeerAddress.parse("shop-2@127.0.0.1:7948"),
                        PeerAddress.parse("shop-3@127.0.0.1:7949")))
                .withEagerFanout(3)
                .withTopic("orders", new TopicConfig(Ordering.FIFO, Duration.ofSeconds(5), 16 << 20));
        // end::config[]
        return config;
    }

    private CompletionStage<PlumtreeNode> start(PlumtreeConfig config) {
        // tag::start[]
        PlumtreeListener listener = new PlumtreeListener() {

            @Override
            public void onDelivery(PlumtreeDelivery delivery) {
                if (delivery.topic().equals("prices")) {
                    prices.add(delivery.text());
                }
            }

            @Override
            public void onClusterGap(ClusterGap gap) {
                // What was derived from the messages named here is out of date.
                prices.clear();
            }
        };
        CompletionStage<PlumtreeNode> starting = PlumtreeNode.builder()
                .config(config)
                .listener(listener)
                .start();
        // end::start[]
        return starting;
    }

    // tag::broadcast[]
    CompletionStage<MessageId> publish(Plumtree plumtree, String price) {
        return plumtree.broadcast(Broadcast.of(price)
                .onTopic("prices")
                .withHeader("currency", "EUR")
                .acknowledgedWhen(Acknowledgement.RECEIVED));
    }
    // end::broadcast[]

    // tag::retained[]
    CompletionStage<Void> printLastHour(Plumtree plumtree) {
        Instant now = Instant.now();
        return print(plumtree, RetainedQuery.ofTopic("prices").sentBetween(now.minus(Duration.ofHours(1)), now));
    }

    CompletionStage<Void> print(Plumtree plumtree, RetainedQuery query) {
        return plumtree.retained(query).thenCompose(page -> {
            page.messages().forEach(message -> out.println(message.id() + " " + message.text()));
            return page.next().map(next -> print(plumtree, next)).orElse(CompletableFuture.completedStage(null));
        });
    }
    // end::retained[]

    // tag::errors[]
    static String explain(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof MessageTooLargeException tooLarge) {
            return "longer than " + tooLarge.maximum() + " bytes";
        } else if (cause instanceof NoReachablePeerException) {
            return "no other node can be reached";
        } else if (cause instanceof OverloadedException) {
            return "too much at one time, try again";
        } else if (cause instanceof TooManyTopicsException) {
            return "one topic too many";
        } else if (cause instanceof PlumtreeClosedException) {
            return "this node has left";
        } else if (cause instanceof NotAcknowledgedException unsure) {
            return "accepted as " + unsure.id() + ", and nobody has confirmed it";
        }
        return "a mistake of the program: " + cause;
    }
    // end::errors[]

    private PlumtreeNode started(String id) throws Exception {
        PlumtreeNode node = await(start(threePeers().withNodeId(NodeId.of(id))
                .withBind(Address.parse("127.0.0.1:0")).withPeers(List.of())));
        nodes.add(node);
        return node;
    }

    private static String failure(CompletionStage<?> stage) {
        return explain(assertThrows(ExecutionException.class, () -> await(stage)).getCause());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }
}
