package io.plumtree.vertx;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.netty.util.NetUtil;
import io.plumtree.api.Address;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Seed;

/**
 * Connections are not protected, so they stay on this host unless {@code security.insecure} allows more; membership may leave
 * it also where {@code membership.key} encrypts it. Of this host are loopback addresses and {@code localhost}; other names are
 * not looked up, because what they mean can change.
 */
final class LinkPolicy {

    private static final String KEY = "security.insecure";

    private final boolean insecure;
    private final boolean membershipProtected;

    LinkPolicy(PlumtreeConfig config) {
        this.insecure = config.insecure();
        this.membershipProtected = !config.membership().keys().isEmpty();
    }

    /** @return whether a connection with that address is allowed */
    boolean allows(Address address) {
        return insecure || isThisHost(address.host());
    }

    /**
     * Checks what the node would listen on, tell others, and connect to.
     *
     * @throws InvalidConfigException naming the key to set
     */
    static void check(PlumtreeConfig config, NodeId self) {
        Map<NodeId, Address> seen = new HashMap<>();
        LinkPolicy policy = new LinkPolicy(config);
        policy.check("bind-address", config.bind());
        config.advertiseHost().ifPresent(host -> policy.check("advertise-address", new Address(host, 0)));
        for (PeerAddress peer : config.peers()) {
            if (peer.id().equals(self)) {
                continue;
            }
            Address other = seen.put(peer.id(), peer.address());
            if (other != null && !other.equals(peer.address())) {
                throw new InvalidConfigException("peers", peer, "one address for each peer, and there is " + other);
            }
            policy.check(peer);
        }
        if (config.membership().enabled()) {
            policy.checkMembership(config);
        }
    }

    /** @return whether membership may be with that address: it is on this host, or protected by a key */
    boolean allowsMember(Address address) {
        return membershipProtected || allows(address);
    }

    private void checkMembership(PlumtreeConfig config) {
        MembershipSettings settings = config.membership();
        String bind = settings.bindHost().orElse(config.bind().host());
        checkMembership("membership.bind-address", bind, bind);
        settings.advertiseHost().or(config::advertiseHost)
                .ifPresent(host -> checkMembership("membership.advertise-address", host, host));
        for (Seed seed : settings.seeds()) {
            // What names other than localhost mean is known when they are looked up, and may change.
            checkMembership("membership.seeds", seed, seed.host());
        }
    }

    private void checkMembership(String key, Object value, String host) {
        if (!allowsMember(new Address(host, 0))) {
            throw new InvalidConfigException(key, value, "membership is not protected, and this is not an address of this"
                    + " host only (127.0.0.0/8, ::1, localhost); set membership.key to encrypt it, or " + KEY
                    + "=true to allow plain membership beyond this host");
        }
    }

    /** @throws InvalidConfigException if no connection with {@code peer} is allowed, naming the key to set */
    void check(PeerAddress peer) {
        check("the peer " + peer.id(), peer.address());
    }

    private void check(String what, Address address) {
        if (!allows(address)) {
            throw new InvalidConfigException(KEY, insecure, "connections are not protected and " + what + " = "
                    + address.host() + " is not an address of this host only (127.0.0.0/8, ::1, localhost); set " + KEY
                    + "=true to allow plain connections beyond this host");
        }
    }

    private static boolean isThisHost(String host) {
        if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
            return true;
        }
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return literal != null && InetAddress.getByAddress(literal).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError("BUG: a literal of " + literal.length + " bytes", e);
        }
    }
}
