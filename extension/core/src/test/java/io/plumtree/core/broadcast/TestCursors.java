package io.plumtree.core.broadcast;

import java.lang.reflect.Proxy;

import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.Effects;
import io.plumtree.core.Tally;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;

/** Cursors of applications that nothing reaches, for tests of streams that deliver nothing. */
final class TestCursors {

    private TestCursors() {
    }

    static TopicCursor cursor() {
        Effects none = (Effects) Proxy.newProxyInstance(Effects.class.getClassLoader(), new Class<?>[] { Effects.class },
                (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
        return new TopicCursor(new Engine(NodeId.of("self"), new Settings(PlumtreeConfig.standard()), none, new Tally(),
                new TimerQueue(), new Neighbours(), new Prng(1)));
    }
}
