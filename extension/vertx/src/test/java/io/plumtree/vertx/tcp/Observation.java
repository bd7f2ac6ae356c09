package io.plumtree.vertx.tcp;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.vertx.RemoteNode;

/** One call of a transport's handler. */
sealed interface Observation {

    NodeId peer();

    record LinkUp(RemoteNode remote) implements Observation {

        @Override
        public NodeId peer() {
            return remote.id();
        }
    }

    record LinkDown(NodeId peer, String reason) implements Observation {
    }

    record ConnectFailed(NodeId peer, String reason) implements Observation {
    }

    record Received(NodeId peer, PlumtreeMessage message) implements Observation {
    }

    record Drained(NodeId peer) implements Observation {
    }

    record RoundTrip(NodeId peer, long nanos) implements Observation {
    }
}
