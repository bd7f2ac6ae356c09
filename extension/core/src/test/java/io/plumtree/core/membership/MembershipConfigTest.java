package io.plumtree.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.Preset;

class MembershipConfigTest {

    private static List<Object> values(MembershipConfig c) {
        return List.of(c.protocol, c.tcpTimeout / 1_000_000, c.indirectChecks, c.retransmitMultiplier,
                c.suspicionMultiplier, c.suspicionMaxMultiplier, c.pushPullInterval / 1_000_000,
                c.probeTimeout / 1_000_000, c.probeInterval / 1_000_000, c.tcpPings, c.awarenessMaxMultiplier, c.gossipNodes,
                c.gossipInterval / 1_000_000, c.gossipToTheDead / 1_000_000, c.packetSize, c.deadNodeReclaim);
    }

    @Test
    void thePresetsHaveMemberlistsValues() {
        List<Object> lan = List.of(2, 10_000L, 3, 4, 4, 6, 30_000L, 500L, 1_000L, true, 8, 3, 200L, 30_000L, 1400, 0L);
        assertEquals(lan, values(MembershipConfig.of(Preset.DEFAULT)));
        assertEquals(lan, values(MembershipConfig.of(Preset.LAN)));
        assertEquals(lan, values(MembershipConfig.of(Preset.LARGE_CLUSTER)));
        assertEquals(List.of(2, 30_000L, 3, 4, 6, 6, 60_000L, 3_000L, 5_000L, true, 8, 4, 500L, 60_000L, 1400, 0L),
                values(MembershipConfig.of(Preset.WAN)));
        assertEquals(List.of(2, 1_000L, 1, 2, 3, 6, 15_000L, 200L, 1_000L, true, 8, 3, 100L, 15_000L, 1400, 0L),
                values(MembershipConfig.local()));
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        MembershipConfig config = MembershipConfig.lan();
        assertRefused("membership.protocol", () -> config.withProtocol(0));
        assertRefused("membership.protocol", () -> config.withProtocol(6));
        assertRefused("membership.delegate-max", () -> config.withDelegateVersions(2, 1, 2));
        assertRefused("membership.delegate-version", () -> config.withDelegateVersions(2, 5, 6));
        assertRefused("membership.probe-interval", () -> config.withProbes(Duration.ZERO, Duration.ofMillis(1)));
        assertRefused("membership.retry-interval", () -> config.withRetries(Duration.ofSeconds(-1)));
        assertRefused("membership.awareness-max-mult", () -> config.withAwareness(0));
        assertRefused("membership.gossip-nodes", () -> config.withGossip(Duration.ofMillis(1), 0, Duration.ofSeconds(1)));
        assertRefused("membership.packet-size", () -> config.withPacketSize(100));
    }

    private static void assertRefused(String key, Executable change) {
        assertEquals(key, assertThrows(InvalidConfigException.class, change).key());
    }

    @Test
    void withoutLifeguardASuspicionAndAProbeNeverLastLonger() {
        MembershipConfig plain = MembershipConfig.lan().withSuspicion(5, 1).withAwareness(1);
        assertEquals(5, plain.suspicionMultiplier());
        Awareness awareness = new Awareness(plain.awarenessMaxMultiplier);
        awareness.apply(3);
        assertEquals(1000, awareness.scale(1000));
    }

    @Test
    void whatIsChangedIsAnotherConfiguration() {
        MembershipConfig config = MembershipConfig.lan();
        config.withProtocol(3).withDelegateVersions(2, 5, 5);
        assertEquals(2, config.protocol);
        assertEquals(0, config.delegateMax);
    }
}
