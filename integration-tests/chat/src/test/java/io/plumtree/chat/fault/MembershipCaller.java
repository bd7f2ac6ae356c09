package io.plumtree.chat.fault;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.RejectedBytes;
import io.plumtree.core.membership.wire.StreamHandler;
import io.plumtree.core.membership.wire.StreamReader;
import io.plumtree.core.membership.wire.WireSecurity;

/**
 * Who opened a stream of membership: a ping says so. An exchange of states does not; only a newcomer's has one state, its own.
 */
final class MembershipCaller implements Caller, StreamHandler {

    // Nothing is written, so no nonce is asked for.
    private final StreamReader reader = new StreamReader(
            new WireSecurity("", new Keyring(), nonce -> Arrays.fill(nonce, (byte) 0)), StreamReader.Side.REQUEST, this);
    private @Nullable String node;

    @Override
    public boolean read(byte[] bytes) {
        return !reader.feed(bytes, 0, bytes.length);
    }

    @Override
    public Optional<String> node() {
        return Optional.ofNullable(node);
    }

    @Override
    public void message(StreamMessage message) {
        if (message instanceof Ping ping) {
            node = ping.sourceNode().isEmpty() ? null : ping.sourceNode();
        } else if (message instanceof PushPull exchange && exchange.states().size() == 1) {
            node = exchange.states().get(0).name();
        }
    }

    @Override
    public void rejected(RejectedBytes why) {
        // It stays unknown.
    }
}
