package io.plumtree.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which retained messages of a topic to list: see {@link Plumtree#retained(RetainedQuery)}. Immutable.
 * <p>
 * Messages are listed by origin, epoch and sequence. A page begins after the message that {@link #after()} names, whether that
 * is still retained or not, so that going from page to page meets each message once, whatever comes and goes meanwhile.
 */
public final class RetainedQuery {

    /** Most messages of one page. */
    public static final int MAX_LIMIT = 1000;
    /** Messages of a page unless {@link #limit(int)} says otherwise. */
    public static final int DEFAULT_LIMIT = 100;

    private final String topic;
    private final Optional<NodeId> origin;
    private final Instant sentFrom;
    private final Instant sentBefore;
    private final Optional<MessageId> after;
    private final int limit;

    private RetainedQuery(String topic, Optional<NodeId> origin, Instant sentFrom, Instant sentBefore,
            Optional<MessageId> after, int limit) {
        this.topic = topic;
        this.origin = origin;
        this.sentFrom = sentFrom;
        this.sentBefore = sentBefore;
        this.after = after;
        this.limit = limit;
    }

    /**
     * @param topic the topic's name
     * @return all of that topic, from the first on, {@value #DEFAULT_LIMIT} to a page
     * @throws IllegalArgumentException if {@code topic} is not a name
     */
    public static RetainedQuery ofTopic(String topic) {
        return new RetainedQuery(Broadcast.checkedTopic(topic), Optional.empty(), Instant.MIN, Instant.MAX, Optional.empty(),
                DEFAULT_LIMIT);
    }

    /**
     * @param origin who broadcast them
     * @return this, of one origin alone
     */
    public RetainedQuery from(NodeId origin) {
        return new RetainedQuery(topic, Optional.of(origin), sentFrom, sentBefore, after, limit);
    }

    /**
     * By the clocks of the origins.
     *
     * @param from when the earliest was sent
     * @param before when the latest was not sent yet
     * @return this, of that time alone
     * @throws IllegalArgumentException if {@code before} is not after {@code from}
     */
    public RetainedQuery sentBetween(Instant from, Instant before) {
        if (!before.isAfter(from)) {
            throw new IllegalArgumentException("sent from " + from + " and before " + before + ", which is not later");
        }
        return new RetainedQuery(topic, origin, from, before, after, limit);
    }

    /**
     * @param message where an earlier page ended
     * @return this, beginning after it
     * @throws IllegalArgumentException if {@code message} is of another topic
     */
    public RetainedQuery after(MessageId message) {
        if (!message.topic().equals(topic)) {
            throw new IllegalArgumentException(message + " is not on the topic " + topic);
        }
        return new RetainedQuery(topic, origin, sentFrom, sentBefore, Optional.of(message), limit);
    }

    /**
     * @param messages most messages of a page, 1 to {@value #MAX_LIMIT}
     * @return this, with that limit
     * @throws IllegalArgumentException if it is out of range
     */
    public RetainedQuery limit(int messages) {
        if (messages < 1 || messages > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + messages + ", allowed are 1 to " + MAX_LIMIT);
        }
        return new RetainedQuery(topic, origin, sentFrom, sentBefore, after, messages);
    }

    public String topic() {
        return topic;
    }

    /** @return who broadcast them; empty for everybody */
    public Optional<NodeId> origin() {
        return origin;
    }

    /** @return where the page begins; empty for the first */
    public Optional<MessageId> after() {
        return after;
    }

    public int limit() {
        return limit;
    }

    /** @return whether a message that was sent then is asked for */
    public boolean sentThen(Instant sentAt) {
        return !sentAt.isBefore(sentFrom) && sentAt.isBefore(sentBefore);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetainedQuery q && topic.equals(q.topic) && origin.equals(q.origin)
                && sentFrom.equals(q.sentFrom) && sentBefore.equals(q.sentBefore) && after.equals(q.after)
                && limit == q.limit;
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, origin, sentFrom, sentBefore, after, limit);
    }

    @Override
    public String toString() {
        return "RetainedQuery[" + topic + origin.map(id -> " of " + id).orElse("")
                + (sentFrom.equals(Instant.MIN) ? "" : " sent from " + sentFrom + " and before " + sentBefore)
                + after.map(id -> " after " + id).orElse("") + ", limit " + limit + "]";
    }
}
