package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Preset;
import io.plumtree.api.Seed;

class StartTextTest {

    private static final PlumtreeConfig CONFIG = PlumtreeConfig.of(Preset.LAN);

    @Test
    void namesThePresetAndWhatOverridesIt() {
        assertEquals("preset lan", StartText.settings(CONFIG));
        assertEquals("preset lan with eager-fanout=5", StartText.settings(CONFIG.with(ConfigKey.EAGER_FANOUT, 5)));
    }

    @Test
    void namesTheFirstPeersButThisNode() {
        assertEquals("[]", StartText.peers(CONFIG, NodeId.of("n1")));
        List<PeerAddress> peers = IntStream.rangeClosed(1, 13)
                .mapToObj(i -> PeerAddress.parse("n" + i + "@127.0.0.1:" + (7000 + i))).toList();
        assertEquals("[n2@127.0.0.1:7002, n3@127.0.0.1:7003, n4@127.0.0.1:7004, n5@127.0.0.1:7005, n6@127.0.0.1:7006,"
                + " n7@127.0.0.1:7007, n8@127.0.0.1:7008, n9@127.0.0.1:7009, n10@127.0.0.1:7010, n11@127.0.0.1:7011"
                + " and 2 more]", StartText.peers(CONFIG.withPeers(peers), NodeId.of("n1")));
    }

    @Test
    void namesTheSeedsWhereMembershipIsOn() {
        PlumtreeConfig seeded = CONFIG.withMembership(CONFIG.membership().withEnabled(true)
                .withSeeds(List.of(Seed.parse("dns:plumtree.example:7946"), Seed.parse("10.0.0.1:7946"))));
        assertEquals("[dns:plumtree.example:7946, 10.0.0.1:7946]", StartText.seeds(seeded));
        assertEquals("none, membership is off", StartText.seeds(CONFIG));
    }
}
