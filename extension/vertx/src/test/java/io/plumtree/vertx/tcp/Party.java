package io.plumtree.vertx.tcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.vertx.LocalNode;
import io.plumtree.vertx.RemoteNode;
import io.plumtree.vertx.Transport;
import io.plumtree.vertx.TransportStats;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** A transport on an event loop of its own, and what its handler heard. */
final class Party implements Transport.Handler {

    private final Context context;
    private final NodeId id;
    private final LocalNode local;
    private final TcpTransport transport = new TcpTransport();
    private final List<Observation> heard = new ArrayList<>();
    private volatile Predicate<NodeId> accepts = peer -> true;
    private volatile Consumer<RemoteNode> onLinkUp = remote -> {
    };
    private volatile Address address;

    Party(Vertx vertx, String id, long epoch, PlumtreeConfig config) {
        this.context = vertx.getOrCreateContext();
        this.id = NodeId.of(id);
        this.local = new LocalNode(this.id, () -> epoch, RemoteNode.CAN_READ_ZSTD, config);
    }

    /** What most tests want: short delays, any free port of this host. */
    static PlumtreeConfig config() {
        return PlumtreeConfig.lan().withBind(new Address("127.0.0.1", 0)).withReconnectMinDelay(Duration.ofMillis(5))
                .withReconnectMaxDelay(Duration.ofMillis(40));
    }

    Party start() throws Exception {
        address = Deadline.get(starting());
        return this;
    }

    Future<Address> starting() {
        return onLoop(() -> transport.start(context, local, this)).compose(started -> started);
    }

    NodeId id() {
        return id;
    }

    Address address() {
        return address;
    }

    void accepts(Predicate<NodeId> decision) {
        accepts = decision;
    }

    void onLinkUp(Consumer<RemoteNode> action) {
        onLinkUp = action;
    }

    TcpTransport transport() {
        return transport;
    }

    void connect(Party peer) throws Exception {
        connect(peer.id, peer.address);
    }

    void connect(NodeId peer, Address where) throws Exception {
        run(() -> transport.connect(peer, where));
    }

    void disconnect(NodeId peer, String reason) throws Exception {
        run(() -> transport.disconnect(peer, reason));
    }

    boolean send(NodeId peer, PlumtreeMessage message) throws Exception {
        return call(() -> transport.send(peer, message));
    }

    TransportStats stats() throws Exception {
        return call(transport::stats);
    }

    Future<Void> closing(Duration timeout) {
        return onLoop(() -> transport.close(timeout)).compose(closed -> closed);
    }

    void close() throws Exception {
        Deadline.get(closing(Duration.ofSeconds(5)));
    }

    /** Runs within one turn of the loop. */
    void run(Runnable action) throws Exception {
        call(() -> {
            action.run();
            return true;
        });
    }

    <T> T call(Callable<T> action) throws Exception {
        return Deadline.get(onLoop(action));
    }

    private <T> Future<T> onLoop(Callable<T> action) {
        Promise<T> result = Promise.promise();
        context.runOnContext(turn -> {
            try {
                result.complete(action.call());
            } catch (Exception | AssertionError e) {
                result.fail(e);
            }
        });
        return result.future();
    }

    // --- what was heard -------------------------------------------------------------------------------------------

    synchronized <T extends Observation> List<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    synchronized <T extends Observation> List<T> heard(Class<T> type, NodeId from) {
        return heard(type).stream().filter(observation -> observation.peer().equals(from)).toList();
    }

    <T extends Observation> T await(Class<T> type, Predicate<T> wanted) throws InterruptedException {
        List<T> found = await(type.getSimpleName(), () -> heard(type).stream().filter(wanted).toList(), 1);
        return found.get(0);
    }

    LinkUpAndDown links(NodeId peer) {
        return new LinkUpAndDown(heard(Observation.LinkUp.class, peer).size(),
                heard(Observation.LinkDown.class, peer).size());
    }

    record LinkUpAndDown(int ups, int downs) {
    }

    RemoteNode awaitLink(NodeId peer) throws InterruptedException {
        return await(Observation.LinkUp.class, up -> up.peer().equals(peer)).remote();
    }

    String awaitLinkDown(NodeId peer) throws InterruptedException {
        return await(Observation.LinkDown.class, down -> down.peer().equals(peer)).reason();
    }

    String awaitConnectFailed(NodeId peer) throws InterruptedException {
        return await(Observation.ConnectFailed.class, failed -> failed.peer().equals(peer)).reason();
    }

    <T extends Observation> List<T> awaitCount(Class<T> type, NodeId peer, int count) throws InterruptedException {
        return await(count + " " + type.getSimpleName(), () -> heard(type, peer), count);
    }

    List<PlumtreeMessage> awaitMessages(NodeId from, int count) throws InterruptedException {
        return awaitCount(Observation.Received.class, from, count).stream().map(Observation.Received::message).toList();
    }

    private synchronized <T> List<T> await(String what, Supplier<List<T>> found, int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Deadline.SECONDS);
        List<T> now = found.get();
        while (now.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(id + " waited in vain for " + what + ", heard " + heard);
            }
            wait(left);
            now = found.get();
        }
        return now;
    }

    private synchronized void hear(Observation observation) {
        heard.add(observation);
        notifyAll();
    }

    @Override
    public boolean accepts(NodeId peer) {
        return accepts.test(peer);
    }

    @Override
    public void linkUp(RemoteNode peer) {
        onLinkUp.accept(peer);
        hear(new Observation.LinkUp(peer));
    }

    @Override
    public void linkDown(NodeId peer, String reason) {
        hear(new Observation.LinkDown(peer, reason));
    }

    @Override
    public void connectFailed(NodeId peer, String reason) {
        hear(new Observation.ConnectFailed(peer, reason));
    }

    @Override
    public void received(NodeId peer, PlumtreeMessage message) {
        hear(new Observation.Received(peer, message));
    }

    @Override
    public void drained(NodeId peer) {
        hear(new Observation.Drained(peer));
    }

    @Override
    public void roundTrip(NodeId peer, long nanos) {
        hear(new Observation.RoundTrip(peer, nanos));
    }
}
