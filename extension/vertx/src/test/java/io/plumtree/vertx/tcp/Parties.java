package io.plumtree.vertx.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import io.plumtree.api.PlumtreeConfig;
import io.vertx.core.Vertx;

/** Transports of one test, on one Vertx with as many event loops as it has. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class Parties {

    private final List<Party> all = new ArrayList<>();
    private long sequence;
    Vertx vertx;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void close() throws Exception {
        for (Party party : all) {
            party.close();
        }
        Deadline.get(vertx.close());
    }

    Party party(String id, PlumtreeConfig config) {
        return party(id, 1, config);
    }

    Party party(String id, long epoch, PlumtreeConfig config) {
        Party party = new Party(vertx, id, epoch, config);
        all.add(party);
        return party;
    }

    Party started(String id) throws Exception {
        return party(id, Party.config()).start();
    }

    void link(Party from, Party to) throws Exception {
        from.connect(to);
        from.awaitLink(to.id());
        to.awaitLink(from.id());
    }

    /** The one link that came up between them never went down, and carries messages in both directions. */
    void assertLinkedAsBefore(Party one, Party other) throws Exception {
        carries(one, other);
        carries(other, one);
        Assertions.assertEquals(new Party.LinkUpAndDown(1, 0), one.links(other.id()), "at " + one.id());
        Assertions.assertEquals(new Party.LinkUpAndDown(1, 0), other.links(one.id()), "at " + other.id());
    }

    void carries(Party from, Party to) throws Exception {
        long number = ++sequence;
        Assertions.assertTrue(from.send(to.id(), Gossips.gossip(from.id().value(), number)));
        to.await(Observation.Received.class, received -> received.peer().equals(from.id())
                && Gossips.sequence(received.message()) == number);
    }
}
