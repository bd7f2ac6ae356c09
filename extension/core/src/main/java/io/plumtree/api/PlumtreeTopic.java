package io.plumtree.api;

import java.util.concurrent.CompletionStage;

/** One topic of a {@link Plumtree}, by its name. Immutable; safe for use by any thread. */
public final class PlumtreeTopic {

    private final Plumtree plumtree;
    private final String name;

    PlumtreeTopic(Plumtree plumtree, String name) {
        this.plumtree = plumtree;
        this.name = name;
    }

    /** @return the topic's name */
    public String name() {
        return name;
    }

    /**
     * @param payload copied before this returns
     * @return as {@link Plumtree#broadcast(String, byte[])}
     */
    public CompletionStage<MessageId> broadcast(byte[] payload) {
        return broadcast(Broadcast.of(payload));
    }

    /**
     * @param broadcast what to send; its topic is replaced by this one
     * @return as {@link Plumtree#broadcast(Broadcast)}
     */
    public CompletionStage<MessageId> broadcast(Broadcast broadcast) {
        return plumtree.broadcast(broadcast.onTopic(name));
    }

    @Override
    public String toString() {
        return name;
    }
}
