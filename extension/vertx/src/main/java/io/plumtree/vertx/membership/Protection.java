package io.plumtree.vertx.membership;

import java.security.SecureRandom;
import java.util.List;

import io.plumtree.api.MembershipSettings;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.WireSecurity;

/** What protects this node's membership. The keys may change; on the event loop. */
final class Protection {

    private final MembershipSettings settings;
    private final SecureRandom random;
    private final Keyring keyring;
    private final WireSecurity security;

    Protection(MembershipSettings settings, SecureRandom random) {
        this.settings = settings;
        this.random = random;
        List<byte[]> keys = settings.keys();
        this.keyring = keys.isEmpty() ? new Keyring() : Keyring.of(keys, keys.get(0));
        this.security = of(keyring);
    }

    private WireSecurity of(Keyring keys) {
        return new WireSecurity(settings.label(), keys, random::nextBytes).verifyIncoming(settings.verifyIncoming())
                .verifyOutgoing(settings.verifyOutgoing());
    }

    Keyring keyring() {
        return keyring;
    }

    /** @return for the event loop; changes with the keys */
    WireSecurity security() {
        return security;
    }

    /** @return as it is now, for one other thread */
    WireSecurity snapshot() {
        List<byte[]> keys = keyring.keys();
        return of(keys.isEmpty() ? new Keyring() : Keyring.of(keys, keys.get(0)));
    }

    /** @return for people */
    String text() {
        String label = settings.label().isEmpty() ? "" : ", label " + settings.label();
        if (keyring.isEmpty()) {
            return "not encrypted" + label;
        }
        return (settings.verifyIncoming() && settings.verifyOutgoing() ? "encrypted" : "encrypted in part") + label;
    }
}
