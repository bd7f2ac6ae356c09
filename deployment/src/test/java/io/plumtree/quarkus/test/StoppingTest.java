package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.Plumtree;
import io.plumtree.quarkus.runtime.PlumtreeShutdownListener;
import io.quarkus.test.QuarkusUnitTest;

/** What happens first when an application is told to stop; tests skip it, so this one does it. */
class StoppingTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClass(Await.class));

    @Inject
    Plumtree plumtree;

    @Test
    void theNodeIsNotReadyAnyMoreWhileRequestsInFlightMayStillBroadcast() {
        assertTrue(plumtree.health().ready());
        CountDownLatch done = new CountDownLatch(1);

        new PlumtreeShutdownListener().preShutdown(done::countDown);

        assertEquals(0, done.getCount());
        assertFalse(plumtree.health().ready());
        assertTrue(plumtree.health().live());
        Await.get(plumtree.broadcast(new byte[1]));
    }
}
