package io.plumtree.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plumtree.api.Address;
import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.MemberSuspected;
import io.plumtree.api.MemberUpdated;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.api.Seed;
import io.plumtree.core.membership.Delegates;
import io.plumtree.vertx.PlumtreeNode;
import io.vertx.core.Vertx;

/** One of our nodes, in this process, with the timings of the LAN. */
final class JavaPeer implements Peer, PlumtreeListener, MembershipDelegate {

    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final String name;
    private final Queue<PlumtreeEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final Queue<String> states = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> news = new ConcurrentLinkedQueue<>();
    private final byte[] state;
    private final PlumtreeNode node;

    /** @param state what it exchanges with others; empty for nothing */
    private JavaPeer(Vertx vertx, String name, String state, PlumtreeConfig config) {
        this.name = name;
        this.state = state.getBytes(StandardCharsets.UTF_8);
        this.node = Await.get(PlumtreeNode.builder().vertx(vertx).config(config).listener(this)
                .delegates(Delegates.NONE.withUser(this)).start());
    }

    static JavaPeer start(Vertx vertx, String name, String state, PlumtreeConfig config) {
        return new JavaPeer(vertx, name, state, config);
    }

    /** @param seeds whom it joins as it starts */
    static PlumtreeConfig config(String name, UnaryOperator<MembershipSettings> settings, String... seeds) {
        return PlumtreeConfig.lan().withNodeId(NodeId.of(name)).withBind(new Address("127.0.0.1", 0))
                .withMembership(settings.apply(MembershipSettings.STANDARD).withEnabled(true).withBindPort(0)
                        .withSeeds(Stream.of(seeds).map(Seed::parse).toList()));
    }

    PlumtreeNode node() {
        return node;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return node.cluster().localMember().address().toString();
    }

    @Override
    public Set<String> present() {
        return node.cluster().members().stream().filter(Member::present).map(member -> member.id().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Member member(String id) {
        return node.cluster().members().stream().filter(member -> member.id().equals(NodeId.of(id))).findAny()
                .orElseThrow(() -> new AssertionError(id + " is no member to " + name));
    }

    void awaitState(String id, MemberState state) {
        awaitMember(id, member -> member.state() == state);
    }

    void awaitMember(String id, Predicate<Member> wanted) {
        Await.until("it is so with " + id, () -> wanted.test(member(id)), () -> member(id));
    }

    /** @return the members of whom it heard such an event */
    <E extends PlumtreeEvent> boolean heard(Class<E> type, Predicate<E> wanted) {
        return events.stream().filter(type::isInstance).map(type::cast).anyMatch(wanted);
    }

    /** @return whether it ever suspected that member */
    boolean suspected(String id) {
        return heard(MemberSuspected.class, event -> event.member().id().equals(NodeId.of(id)));
    }

    /** Waits until the last time that it suspected that member was followed by a contradiction. */
    void awaitContradiction(String id) {
        Await.until(id + " contradicts", () -> {
            boolean open = false;
            long accused = 0;
            for (PlumtreeEvent event : events) {
                if (event instanceof MemberSuspected suspected && suspected.member().id().equals(NodeId.of(id))) {
                    open = true;
                    accused = suspected.member().incarnation();
                } else if (event instanceof MemberUpdated updated && updated.member().id().equals(NodeId.of(id))
                        && updated.member().incarnation() > accused) {
                    open = false;
                }
            }
            return !open;
        }, () -> events);
    }

    void awaitMessage(String text) {
        Await.until(name + " hears " + text, () -> messages.contains(text), () -> messages);
    }

    boolean heardMessage(String text) {
        return messages.contains(text);
    }

    Queue<String> messages() {
        return messages;
    }

    Queue<String> states() {
        return states;
    }

    /** Adds to what goes out, as often as a transmit-limited queue would in a small cluster. */
    void broadcast(String text) {
        for (int i = 0; i < 12; i++) {
            news.add(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void sendBestEffort(String to, String text) {
        Await.get(node.cluster().sendBestEffort(NodeId.of(to), text.getBytes(StandardCharsets.UTF_8)));
    }

    void sendReliable(String to, String text) {
        Await.get(node.cluster().sendReliable(NodeId.of(to), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @return completes when it has left the cluster, or the time for it is over */
    CompletionStage<Void> leaving() {
        return node.leave(LEAVING);
    }

    @Override
    public void onEvent(PlumtreeEvent event) {
        events.add(event);
    }

    @Override
    public void message(ByteBuffer message) {
        messages.add(StandardCharsets.UTF_8.decode(message).toString());
    }

    @Override
    public List<byte[]> broadcasts(int overhead, int limit) {
        byte[] next = news.poll();
        return next == null ? List.of() : List.of(next);
    }

    @Override
    public byte[] localState(boolean join) {
        return state;
    }

    @Override
    public void mergeRemoteState(ByteBuffer state, boolean join) {
        states.add(StandardCharsets.UTF_8.decode(state).toString());
    }

    @Override
    public void close() {
        Await.get(leaving());
    }
}
