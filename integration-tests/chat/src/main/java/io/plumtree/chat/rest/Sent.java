package io.plumtree.chat.rest;

import java.util.Locale;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.MessageId;

/**
 * One line that was broadcast.
 *
 * @param origin this node
 * @param epoch its incarnation
 * @param topic the topic
 * @param sequence the line's number of this origin, epoch and topic
 * @param acknowledgement what is known of it: {@code queued} or {@code received}
 */
public record Sent(String origin, long epoch, String topic, long sequence, String acknowledgement) {

    static Sent of(MessageId id, Acknowledgement acknowledgement) {
        return new Sent(id.origin().value(), id.epoch(), id.topic(), id.sequence(),
                acknowledgement.name().toLowerCase(Locale.ROOT));
    }
}
