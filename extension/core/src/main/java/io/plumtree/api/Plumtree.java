package io.plumtree.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One node's way to broadcast to its cluster. Safe for use by any thread; no method blocks.
 * <p>
 * A stage completes on a thread of the node's choosing that is never an event loop. It completes exceptionally, and nothing
 * was sent, with {@link MessageTooLargeException}, {@link TooManyTopicsException}, {@link PlumtreeClosedException},
 * {@link NoReachablePeerException} (members are known, none is linked) or {@link OverloadedException}. With
 * {@link Acknowledgement#RECEIVED} it also completes exceptionally with {@link NotAcknowledgedException}, and then the
 * message was accepted and may still spread.
 */
public interface Plumtree {

    /** Pages of retained messages that a node looks for at one time. */
    int MAX_PAGES = 64;
    /** Messages whose way a node is asked for at one time. */
    int MAX_QUESTIONS = 64;

    /**
     * Broadcasts on {@link Broadcast#DEFAULT_TOPIC}, completing when {@link Acknowledgement#QUEUED}.
     *
     * @param payload copied before this returns
     * @return completes with the message's identity
     */
    default CompletionStage<MessageId> broadcast(byte[] payload) {
        return broadcast(Broadcast.of(payload));
    }

    /**
     * Broadcasts on a topic, completing when {@link Acknowledgement#QUEUED}.
     *
     * @param topic the topic's name
     * @param payload copied before this returns
     * @return completes with the message's identity
     * @throws IllegalArgumentException if {@code topic} is not a name (see {@link Broadcast#checkedTopic}); nothing is sent
     */
    default CompletionStage<MessageId> broadcast(String topic, byte[] payload) {
        return broadcast(Broadcast.of(payload).onTopic(topic));
    }

    /**
     * Broadcasts.
     *
     * @param broadcast what, where, and when to complete
     * @return completes with the message's identity
     */
    CompletionStage<MessageId> broadcast(Broadcast broadcast);

    /**
     * @param name the topic's name
     * @return a handle that broadcasts on that topic; nothing is sent or reserved by it
     * @throws IllegalArgumentException if {@code name} is not one
     */
    default PlumtreeTopic topic(String name) {
        return new PlumtreeTopic(this, Broadcast.checkedTopic(name));
    }

    /**
     * Lists, page by page, what this node retains of a topic: messages of others and its own, as long as
     * {@code message-cache-ttl} and its sizes or the durable store keep them, whether they were delivered here or not.
     *
     * @param query which
     * @return completes with a page; exceptionally with {@link OverloadedException} while {@value #MAX_PAGES} are under way
     *         and with {@link PlumtreeClosedException}
     */
    CompletionStage<RetainedPage> retained(RetainedQuery query);

    /**
     * Looks up one message.
     *
     * @param id its identity
     * @return completes with the message, or with empty if it is not retained here; exceptionally as
     *         {@link #retained(RetainedQuery)}
     */
    default CompletionStage<Optional<RetainedMessage>> retained(MessageId id) {
        RetainedQuery only = RetainedQuery.ofTopic(id.topic()).from(id.origin())
                .after(new MessageId(id.origin(), id.epoch(), id.topic(), id.sequence() - 1)).limit(1);
        return retained(only).thenApply(page -> page.messages().stream().filter(found -> found.id().equals(id)).findAny());
    }

    /**
     * Finds out how a message came to this node: the way that it took, asked backwards from neighbour to neighbour, and what
     * was asked for or pruned for it here. Other nodes tell for as long as they retain it.
     *
     * @param id which message
     * @return completes with what was found out, within seconds, or with empty if nothing of it is known here; exceptionally
     *         with {@link OverloadedException} while {@value #MAX_QUESTIONS} such questions are under way and with
     *         {@link PlumtreeClosedException}
     */
    CompletionStage<Optional<MessageHistory>> why(MessageId id);

    /** @return the cluster as this node sees it now */
    Cluster cluster();

    /** @return how this node is, now */
    PlumtreeHealth health();

    /**
     * Leaves the cluster: accepts no more broadcasts, sends what is queued, tells the neighbours, closes the links. Calling it
     * again returns the same stage.
     *
     * @param timeout how long sending may take before the links are closed anyway
     * @return completes when the node has left
     */
    CompletionStage<Void> leave(Duration timeout);
}
