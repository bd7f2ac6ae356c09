package io.plumtree.chat.fault;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.FrameHandler;
import io.plumtree.core.wire.Hello;
import io.plumtree.core.wire.LinkDecoder;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.RejectedInput;
import io.plumtree.core.wire.WireLimits;

/** Who opened a broadcast link: HELLO says so. */
final class LinkCaller implements Caller, FrameHandler {

    private final LinkDecoder decoder = new LinkDecoder(WireLimits.of(PlumtreeConfig.standard()), this);
    private boolean clear;
    private @Nullable String node;

    @Override
    public boolean read(byte[] bytes) {
        decoder.feed(bytes, 0, bytes.length);
        return clear;
    }

    @Override
    public Optional<String> node() {
        return Optional.ofNullable(node);
    }

    @Override
    public void frame(LinkFrame frame) {
        if (!clear && frame instanceof Hello hello) {
            node = hello.id().value();
        }
        clear = true;
    }

    @Override
    public void message(PlumtreeMessage message) {
        clear = true;
    }

    @Override
    public void rejected(RejectedInput why) {
        clear = true;
    }
}
