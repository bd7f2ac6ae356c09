package io.plumtree.vertx;

/** A cluster without sockets. */
class HubClusterTest extends ClusterScenarios {

    private final HubTransport.Hub hub = new HubTransport.Hub();

    @Override
    Transport transport() {
        return hub.transport();
    }
}
