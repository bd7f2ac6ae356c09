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
        Engine engine = new Engine(NodeId.of("self"), new Settings(PlumtreeConfig.standard()), none, new Tally(),
                new TimerQueue(), new Neighbours(), new Prng(1));
        Streams.Lifecycle nothing = (Streams.Lifecycle) Proxy.newProxyInstance(Streams.Lifecycle.class.getClassLoader(),
                new Class<?>[] { Streams.Lifecycle.class }, (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
        Streams streams = new Streams(1, 1, nothing);
        return new TopicCursor(engine, streams, new Journal(engine, null, streams), new Fetches(null));
    }
}
