package io.plumtree.chat.fault;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** A network of this host between some nodes, with faults that can be asked for over HTTP. */
public final class FaultyNetwork implements AutoCloseable {

    private final Vertx vertx;

    private FaultyNetwork(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * @param wirings the nodes
     * @param processes what can be done with them
     * @param controlPort where faults can be asked for
     * @param origins whose pages may ask
     * @return when it is there
     * @throws IllegalStateException if a port is in use
     */
    public static FaultyNetwork open(List<Wiring> wirings, NodeProcesses processes, int controlPort, List<String> origins) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        Faults faults = new Faults();
        List<String> nodes = wirings.stream().map(Wiring::node).toList();
        CompletableFuture<Void> open = new CompletableFuture<>();
        vertx.runOnContext(start -> FaultProxy.open(vertx, faults, new Random(), wirings)
                .compose(gates -> FaultControl.open(vertx, faults, processes, nodes, controlPort, origins))
                .onSuccess(listening -> open.complete(null)).onFailure(open::completeExceptionally));
        FaultyNetwork network = new FaultyNetwork(vertx);
        try {
            open.join();
        } catch (CompletionException e) {
            network.close();
            throw new IllegalStateException("the faulty network cannot be opened: " + e.getCause().getMessage(), e.getCause());
        }
        return network;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
