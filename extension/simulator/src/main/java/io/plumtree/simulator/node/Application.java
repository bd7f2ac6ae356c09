package io.plumtree.simulator.node;

/** What a node hands messages and gaps to. Where there is none, they are done with at once. */
@FunctionalInterface
public interface Application {

    /**
     * It was handed a message or a gap.
     *
     * @return whether {@link SimulatedNode#handled} will tell when it has returned from it; false if it has already
     */
    boolean handed(SimulatedNode node, String topic);
}
