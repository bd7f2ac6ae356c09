package io.plumtree.quarkus.runtime.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;

/** Without credentials, and unless told otherwise, a node talks to this host only. */
final class LoopbackOnly {

    private static final String ALLOWED = "a loopback address, as long as connections are plain; "
            + "plumtree.security.insecure=true allows any";

    private LoopbackOnly() {
    }

    static PlumtreeConfig checked(PlumtreeConfig config) {
        if (config.insecure()) {
            return config;
        }
        check("bind-address", config.bind().host(), config.bind().host());
        config.advertiseHost().ifPresent(host -> check("advertise-address", host, host));
        for (PeerAddress peer : config.peers()) {
            check("peers", peer.address().host(), peer);
        }
        return config;
    }

    private static void check(String key, String host, Object value) {
        if (!isLoopback(host)) {
            throw new InvalidConfigException(key, value, ALLOWED);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
