package io.plumtree.core.membership;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.StreamMessage;

/**
 * What membership does to its surroundings. Called within an input of {@link Membership}, on its thread; implementations
 * must not call back into it before that input has returned.
 */
public interface MembershipEffects {

    /**
     * Sends over UDP.
     *
     * @param datagram complete
     * @param to where
     */
    void packet(byte[] datagram, MemberAddress to);

    /**
     * Connects over TCP and sends. Ends with exactly one of {@link Membership#reply}, {@link Membership#written} and
     * {@link Membership#failed} after this call.
     *
     * @param exchange its name
     * @param request what
     * @param to where
     * @param timeoutNanos for all of it
     * @param awaitsReply whether it ends with the reply, or as soon as the request is written
     */
    void exchange(long exchange, StreamMessage request, MemberAddress to, long timeoutNanos, boolean awaitsReply);

    /**
     * Answers a {@link Membership#request}.
     *
     * @param stream its name
     * @param reply what
     */
    void reply(long stream, StreamMessage reply);

    /**
     * Tells the application.
     *
     * @param event what
     */
    void event(PlumtreeEvent event);

    /**
     * A {@link Membership#join} is done.
     *
     * @param token its token
     * @param reached with how many addresses states were exchanged
     * @param failures why not with the others, in words
     */
    void joined(long token, int reached, List<String> failures);

    /**
     * A {@link Membership#leave} or {@link Membership#updateTags} is done.
     *
     * @param token its token
     * @param inTime whether it was told often enough, or nobody is there to be told; otherwise its time ran out
     */
    void spread(long token, boolean inTime);

    /**
     * A {@link Membership#ping} is done.
     *
     * @param token its token
     * @param roundTripNanos how long it took, -1 without an answer
     */
    void pinged(long token, long roundTripNanos);

    /**
     * A {@link Membership#send} is done.
     *
     * @param token its token
     * @param failure why it was not sent, in words; null if it was, though it may not have arrived
     */
    void sent(long token, @Nullable String failure);
}
