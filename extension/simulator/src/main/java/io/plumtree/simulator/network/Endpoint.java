package io.plumtree.simulator.network;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.PlumtreeMessage;

/** What the network knows of a node's process. */
public interface Endpoint {

    /** @return the node's number, from 0 */
    int index();

    /** @return its name */
    NodeId id();

    /** @return whether its process runs */
    boolean running();

    /** @return whether it takes a link of {@code peer} */
    boolean accepts(NodeId peer);

    /** A link is up at this end. */
    void linkUp(Link link);

    /** A link that was up at this end is not any more. */
    void linkDown(Link link);

    /** A message arrived. */
    void receive(Channel channel, PlumtreeMessage message);

    /** A channel of this node, which refused a GOSSIP, has room again. */
    void drained(Channel channel);
}
