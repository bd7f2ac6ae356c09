package io.plumtree.vertx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.plumtree.api.Address;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.Member;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Seed;

/**
 * Nodes on this host that take part in membership. They gossip and retry often, and take as long as usual to suspect each
 * other. Closed, they have left.
 */
final class MemberNodes implements AutoCloseable {

    static final String LOCALHOST = "127.0.0.1";

    private final List<PlumtreeNode> nodes = new ArrayList<>();

    /** A configuration on free ports of this host. */
    static PlumtreeConfig config(String id, UnaryOperator<MembershipSettings> settings) {
        return PlumtreeConfig.lan().withNodeId(NodeId.of(id)).withBind(new Address(LOCALHOST, 0))
                .with(ConfigKey.MEMBERSHIP_GOSSIP_INTERVAL, Duration.ofMillis(20))
                .with(ConfigKey.MEMBERSHIP_RECONNECT_INTERVAL, Duration.ofMillis(500))
                .with(ConfigKey.MEMBERSHIP_TCP_TIMEOUT, Duration.ofSeconds(5))
                .withMembership(settings.apply(MembershipSettings.STANDARD.withEnabled(true).withBindPort(0)));
    }

    static Seed seed(PlumtreeNode node) {
        Address address = node.cluster().localMember().address();
        return new Seed(Seed.Kind.HOST, address.host(), address.port());
    }

    PlumtreeNode start(String id, PlumtreeNode... seeds) {
        return start(config(id, settings -> settings.withSeeds(seeds(seeds))));
    }

    static List<Seed> seeds(PlumtreeNode... nodes) {
        return List.of(nodes).stream().map(MemberNodes::seed).toList();
    }

    PlumtreeNode start(PlumtreeConfig config) {
        return start(PlumtreeNode.builder().config(config));
    }

    PlumtreeNode start(PlumtreeNode.Builder builder) {
        PlumtreeNode node = Await.get(builder.start());
        nodes.add(node);
        return node;
    }

    void leave(PlumtreeNode node) {
        nodes.remove(node);
        Await.get(node.leave(Duration.ofSeconds(5)));
    }

    static Set<String> healthy(PlumtreeNode node) {
        return node.cluster().healthyMembers().stream().map(member -> member.id().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What {@code node} knows of {@code id}, once it does: one side of an exchange knows the other before it is known. */
    static Member member(PlumtreeNode node, String id) {
        Await.until(id + " is listed by " + node, () -> listed(node, id).isPresent());
        return listed(node, id).orElseThrow();
    }

    private static Optional<Member> listed(PlumtreeNode node, String id) {
        return node.cluster().members().stream().filter(member -> member.id().equals(NodeId.of(id))).findAny();
    }

    /** Waits until {@code node} has reached {@code id} over UDP, which may lose a datagram. */
    static void awaitPing(PlumtreeNode node, String id) {
        Await.until(id + " answers " + node, () -> {
            try {
                return !Await.get(node.cluster().ping(NodeId.of(id))).isNegative();
            } catch (AssertionError e) {
                return false;
            }
        });
    }

    static void awaitHealthy(PlumtreeNode node, String... ids) {
        Await.until(List.of(ids) + " are healthy to " + node, () -> healthy(node).equals(Set.of(ids)));
    }

    @Override
    public void close() {
        List.copyOf(nodes).forEach(this::leave);
    }
}
