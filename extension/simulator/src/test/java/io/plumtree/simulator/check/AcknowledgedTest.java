package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.Link;

class AcknowledgedTest {

    private static final long TOKEN = 4;

    private final Fabricated run = new Fabricated();
    private boolean had;
    private boolean outlasts = true;
    private final Acknowledged check = new Acknowledged(token -> token == TOKEN, new Acknowledged.Outcome() {
        @Override
        public boolean had(StreamId stream, long sequence) {
            return had;
        }

        @Override
        public boolean outlasts(StreamId stream, long sequence) {
            return outlasts;
        }
    }, run.violations);

    private void broadcast(long token) {
        check.broadcast(run.node(0), run.stream(0, "any"), 1, token);
    }

    private void arrivedAtNeighbour() {
        Link link = run.node(0).links().get(0);
        Channel channel = link.from(run.node(0));
        check.arrived(channel, new Gossip(run.message(0, "any", 1), 1, false, true, 1, 0));
    }

    private long conclude() {
        check.conclude();
        return run.violations.count();
    }

    @Test
    void oneAnswerIsAsItShouldBe() {
        broadcast(TOKEN);
        check.acknowledged(run.node(0), TOKEN);
        assertEquals(0, conclude());
    }

    @Test
    void whoDidNotAskIsNotAnswered() {
        broadcast(TOKEN + 1);
        assertEquals(0, conclude());
    }

    @Test
    void aBroadcastThatIsNeverAnsweredIsFound() {
        broadcast(TOKEN);
        assertEquals(1, conclude());
    }

    @Test
    void theDeadAreNotAnswered() {
        broadcast(TOKEN);
        run.node(0).crash();
        assertEquals(0, conclude());
    }

    @Test
    void aSecondAnswerIsFound() {
        broadcast(TOKEN);
        check.acknowledged(run.node(0), TOKEN);
        check.notAcknowledged(run.node(0), TOKEN);
        assertEquals(1, conclude());
    }

    @Test
    void anAcknowledgedMessageThatDiesWithItsOriginIsFound() {
        broadcast(TOKEN);
        arrivedAtNeighbour();
        check.acknowledged(run.node(0), TOKEN);
        run.node(0).crash();
        assertEquals(1, conclude());
    }

    @Test
    void itMayDieWithWhoeverHadIt() {
        broadcast(TOKEN);
        arrivedAtNeighbour();
        check.acknowledged(run.node(0), TOKEN);
        int neighbour = run.node(0).links().get(0).other(run.node(0)).index();
        run.node(0).crash();
        run.node(neighbour).crash();
        assertEquals(0, conclude());
    }

    @Test
    void itMayBeGoneWhereItWasNotKeptForLongEnough() {
        outlasts = false;
        broadcast(TOKEN);
        check.acknowledged(run.node(0), TOKEN);
        run.node(0).crash();
        assertEquals(0, conclude());
    }

    @Test
    void itMustBeHadBySomebody() {
        had = true;
        broadcast(TOKEN);
        check.acknowledged(run.node(0), TOKEN);
        run.node(0).crash();
        assertEquals(0, conclude());
    }
}
