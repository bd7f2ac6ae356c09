package io.plumtree.core.health;

import io.plumtree.api.PlumtreeHealth.Status;

/**
 * What the rules say of a node.
 *
 * @param status how it is
 * @param live whether its event loop turns; of one that has left on purpose, too: nothing is stuck
 * @param reason in words, for an operator
 */
public record Verdict(Status status, boolean live, String reason) {

    /** @return whether the node takes broadcasts that can reach somebody */
    public boolean ready() {
        return status != Status.UNHEALTHY;
    }
}
