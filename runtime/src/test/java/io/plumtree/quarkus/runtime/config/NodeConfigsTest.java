package io.plumtree.quarkus.runtime.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plumtree.api.Address;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.MembershipCompatibility;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.NodeId;
import io.plumtree.api.Ordering;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Replay;
import io.plumtree.api.TopicConfig;
import io.plumtree.api.TreeMode;
import io.quarkus.runtime.LaunchMode;

class NodeConfigsTest {

    @Test
    void everythingSaidOfTheNodeReachesIt() {
        PlumtreeConfig config = production("plumtree.cluster-name", "blue", "plumtree.node-id", "a", "plumtree.tree",
                "flood", "plumtree.bind-address", "127.0.0.2", "plumtree.bind-port", "4711",
                "plumtree.advertise-address", "::1", "plumtree.advertise-port", "4712");

        assertEquals("blue", config.clusterName());
        assertEquals(Optional.of(NodeId.of("a")), config.nodeId());
        assertEquals(TreeMode.FLOOD, config.tree());
        assertEquals(new Address("127.0.0.2", 4711), config.bind());
        assertEquals(Optional.of("::1"), config.advertiseHost());
        assertEquals(4712, config.advertisePort());
    }

    @Test
    void thePortBoundIsAdvertisedUnlessSaidOtherwise() {
        assertEquals(0, production("plumtree.advertise-address", "localhost").advertisePort());
    }

    @Test
    void peersAreAListOfIdsAndAddresses() {
        assertEquals(
                List.of(PeerAddress.parse("a@localhost:1"), PeerAddress.parse("b@[::1]:2")),
                production("plumtree.peers", "a@localhost:1, b@[::1]:2").peers());
        assertEquals(List.of(PeerAddress.parse("a@localhost:1")), production("plumtree.peers[0]", "a@localhost:1").peers());
    }

    @Test
    void aTopicTakesFromTheDefaultsWhatItDoesNotSay() {
        PlumtreeConfig config = production("plumtree.fifo-hold", "1s", "plumtree.topics.\"a.b\".ordering", "fifo",
                "plumtree.topics.c.fifo-hold-max-bytes", "7");

        assertEquals(Map.of("a.b", new TopicConfig(Ordering.FIFO, Duration.ofSeconds(1), 16 << 20), "c",
                new TopicConfig(Ordering.NONE, Duration.ofSeconds(1), 7)), config.topics());
        assertEquals(new TopicConfig(Ordering.NONE, Duration.ofSeconds(1), 16 << 20), config.topic("other"));
    }

    @Test
    void aTestListensOnAFreePortUnlessSaidOtherwise() {
        assertEquals(0, NodeConfigs.of(Configs.mapped(), LaunchMode.TEST).bind().port());
        assertEquals(4711, NodeConfigs.of(Configs.mapped("plumtree.bind-port", "4711"), LaunchMode.TEST).bind().port());
        assertEquals(7947, NodeConfigs.of(Configs.mapped(), LaunchMode.DEVELOPMENT).bind().port());
        assertEquals(0, NodeConfigs.of(Configs.mapped(), LaunchMode.TEST).membership().bindPort());
        assertEquals(7946, NodeConfigs.of(Configs.mapped(), LaunchMode.DEVELOPMENT).membership().bindPort());
    }

    @Test
    void developmentAndTestsMayConnectInPlainProductionOnlyIfSaidSo() {
        assertTrue(NodeConfigs.of(Configs.mapped(), LaunchMode.TEST).insecure());
        assertTrue(NodeConfigs.of(Configs.mapped(), LaunchMode.DEVELOPMENT).insecure());
        assertFalse(production().insecure());
        assertTrue(production("plumtree.security.insecure", "true").insecure());
    }

    @Test
    void everythingSaidOfMembershipReachesTheNode() {
        PlumtreeConfig config = production("plumtree.membership.enabled", "true", "plumtree.membership.bind-address", "::1",
                "plumtree.membership.bind-port", "4711", "plumtree.membership.advertise-address", "127.0.0.2",
                "plumtree.membership.advertise-port", "4712", "plumtree.membership.seeds",
                "a:1, dns:b.example.com:2,srv:_c._tcp.example.com,[::1]:3", "plumtree.membership.label", "blue",
                "plumtree.membership.key", "AAAAAAAAAAAAAAAAAAAAAA==,00000000000000000000000000000001",
                "plumtree.membership.verify-incoming", "false", "plumtree.membership.verify-outgoing", "false",
                "plumtree.membership.compatibility", "serf", "plumtree.membership.cidrs-allowed", "10.0.0.0/8",
                "plumtree.membership.known-peers-file", "/var/known", "plumtree.zone", "east", "plumtree.tags.role", "web",
                "plumtree.tags.\"a.b\"", "c");
        MembershipSettings settings = config.membership();

        assertTrue(settings.enabled());
        assertEquals(Optional.of("::1"), settings.bindHost());
        assertEquals(4711, settings.bindPort());
        assertEquals(Optional.of("127.0.0.2"), settings.advertiseHost());
        assertEquals(4712, settings.advertisePort());
        assertEquals(List.of("a:1", "dns:b.example.com:2", "srv:_c._tcp.example.com", "[::1]:3"),
                settings.seeds().stream().map(Object::toString).toList());
        assertEquals("blue", settings.label());
        assertArrayEquals(new byte[16], settings.keys().get(0));
        assertEquals(1, settings.keys().get(1)[15]);
        assertFalse(settings.verifyIncoming() || settings.verifyOutgoing());
        assertEquals(MembershipCompatibility.SERF, settings.compatibility());
        assertEquals(List.of("10.0.0.0/8"), settings.allowed());
        assertEquals(Optional.of(Path.of("/var/known")), settings.knownPeersFile());
        assertEquals(Optional.of("east"), config.zone());
        assertEquals(Map.of("role", "web", "a.b", "c"), config.tags());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eager-fanout          | 33      | 1 to 32
            message-cache-ttl     | 100ms   | PT1S to PT24H
            message-cache-max-bytes | 1     | 65536 to
            bind-port             | 65536   | 0 to 65535
            bind-port             | -1      | 0 to 65535
            advertise-port        | 4711    | advertise-address
            cluster-name          | ' '     | blank
            peers                 | nobody  | id@host:port
            peers                 | a@b:0   | port 0
            peers                 | a@b:c   | not a port
            idle-timeout          | 10s     | keep-alive-interval
            fifo-hold             | 2h      | PT1H
            membership.bind-port  | 65536   | 0 to 65535
            membership.seeds      | nobody  | host:port
            membership.seeds      | srv:a:1 | srv:name
            membership.seeds      | ::1:7946 | brackets
            membership.key        | c2VjcmV0 | 16, 24 or 32 bytes
            membership.key        | not#Base64 | 16, 24 or 32 bytes
            membership.probe-timeout | 1s   | less than membership.probe-interval
            membership.max-members | 0      | 1 to 1000000
            """)
    void whatIsNotAllowedIsNamedWithItsValueAndWhatIs(String key, String value, String allowed) {
        InvalidConfigException problem = assertThrows(InvalidConfigException.class,
                () -> production("plumtree." + key, value));

        assertEquals(key, problem.key());
        assertTrue(problem.getMessage().contains(allowed), problem.getMessage());
    }

    @Test
    void aTagThatTheNodeSetsItselfIsRefused() {
        assertEquals("tags",
                assertThrows(InvalidConfigException.class, () -> production("plumtree.tags.zone", "east")).key());
    }

    @Test
    void whatATopicReplaysIsReadAndWhatItCannotBeIsRefusedByName() {
        PlumtreeConfig config = production("plumtree.replay", "since PT1M", "plumtree.topics.\"a.b\".replay", "last 7",
                "plumtree.topics.c.ordering", "fifo");

        assertEquals(Replay.last(7), config.topic("a.b").replay());
        assertEquals(Replay.since(Duration.ofMinutes(1)), config.topic("c").replay());
        assertEquals(Replay.since(Duration.ofMinutes(1)), config.topic("other").replay());
        assertEquals("topics.\"a\".replay", assertThrows(InvalidConfigException.class,
                () -> production("plumtree.topics.\"a\".replay", "last night")).key());
        assertEquals("replay", assertThrows(InvalidConfigException.class, () -> production("plumtree.replay", "all")).key());
    }

    @Test
    void aValueOfATopicThatIsNotAllowedIsNamedWithItsTopic() {
        InvalidConfigException problem = assertThrows(InvalidConfigException.class,
                () -> production("plumtree.topics.\"a\".fifo-hold", "2h"));

        assertEquals("topics.\"a\".fifo-hold", problem.key());
    }

    @Test
    void aProblemIsShownUnderThePrefixThatTheApplicationUsed() {
        InvalidConfigException problem = new InvalidConfigException("rings", 11, "1 to 10");

        assertEquals("plumtree.rings = 11 is not allowed: 1 to 10",
                ConfigProblems.of(problem, Configs.of("plumtree.rings", "11")).getMessage());
        assertEquals("quarkus.plumtree.rings = 11 is not allowed: 1 to 10",
                ConfigProblems.of(problem, Configs.of("quarkus.plumtree.rings", "11")).getMessage());
    }

    private static PlumtreeConfig production(String... keysAndValues) {
        return NodeConfigs.of(Configs.mapped(keysAndValues), LaunchMode.NORMAL);
    }
}
