package io.plumtree.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One message to broadcast: payload, topic, headers, the acknowledgement to wait for, and what to do on overload. Immutable;
 * the payload is copied when it is given, so the caller's array may be reused.
 */
public final class Broadcast {

    /** The topic of a broadcast that names none. */
    public static final String DEFAULT_TOPIC = "default";
    /** Longest topic name, in UTF-8 bytes. */
    public static final int MAX_TOPIC_BYTES = 255;
    /** Most headers of one message. */
    public static final int MAX_HEADERS = 32;
    /** Longest header name, in UTF-8 bytes. */
    public static final int MAX_HEADER_NAME_BYTES = 255;
    /** Most UTF-8 bytes of all header names and values of one message together. */
    public static final int MAX_HEADER_BYTES = 4096;

    private final String topic;
    private final byte[] payload;
    private final Map<String, String> headers;
    private final Acknowledgement acknowledgement;
    private final Overload overload;

    private Broadcast(String topic, byte[] payload, Map<String, String> headers, Acknowledgement acknowledgement,
            Overload overload) {
        this.topic = topic;
        this.payload = payload;
        this.headers = headers;
        this.acknowledgement = acknowledgement;
        this.overload = overload;
    }

    /**
     * @param payload copied; may be empty
     * @return a broadcast of {@code payload} on {@link #DEFAULT_TOPIC}, without headers, acknowledged when
     *         {@link Acknowledgement#QUEUED}, failing on {@linkplain Overload#FAIL overload}
     */
    public static Broadcast of(byte[] payload) {
        return new Broadcast(DEFAULT_TOPIC, payload.clone(), Collections.emptyMap(), Acknowledgement.QUEUED, Overload.FAIL);
    }

    /**
     * @param payload copied from position to limit; the buffer's position stays
     * @return as {@link #of(byte[])}
     */
    public static Broadcast of(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return new Broadcast(DEFAULT_TOPIC, bytes, Collections.emptyMap(), Acknowledgement.QUEUED, Overload.FAIL);
    }

    /**
     * @param text sent as UTF-8
     * @return as {@link #of(byte[])}
     */
    public static Broadcast of(String text) {
        return new Broadcast(DEFAULT_TOPIC, text.getBytes(StandardCharsets.UTF_8), Collections.emptyMap(),
                Acknowledgement.QUEUED, Overload.FAIL);
    }

    /**
     * Checks a topic's name.
     *
     * @param name the name
     * @return {@code name}
     * @throws IllegalArgumentException if it is blank, has control characters or is longer than {@link #MAX_TOPIC_BYTES}
     */
    public static String checkedTopic(String name) {
        return Names.checked("topic", name, MAX_TOPIC_BYTES);
    }

    /**
     * @param topic the topic's name
     * @return this broadcast on another topic
     * @throws IllegalArgumentException if the name is not one (see {@link #checkedTopic})
     */
    public Broadcast onTopic(String topic) {
        return new Broadcast(checkedTopic(topic), payload, headers, acknowledgement, overload);
    }

    /**
     * @param name a header's name
     * @param value its value
     * @return this broadcast with that header, in the place of one of the same name
     * @throws IllegalArgumentException if name, value or the headers together exceed a limit of this class
     */
    public Broadcast withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Broadcast(topic, payload, Headers.checked(more), acknowledgement, overload);
    }

    /**
     * @param acknowledgement when the broadcast completes
     * @return this broadcast with that acknowledgement
     */
    public Broadcast acknowledgedWhen(Acknowledgement acknowledgement) {
        return new Broadcast(topic, payload, headers, acknowledgement, overload);
    }

    /**
     * @param overload what becomes of it while the links do not keep up
     * @return this broadcast with that choice
     */
    public Broadcast whenOverloaded(Overload overload) {
        return new Broadcast(topic, payload, headers, acknowledgement, overload);
    }

    /** @return the topic's name */
    public String topic() {
        return topic;
    }

    /** @return a read-only view of the payload, of no copy, with its own position */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(payload).asReadOnlyBuffer();
    }

    /** @return the payload's length in bytes */
    public int size() {
        return payload.length;
    }

    /** @return the headers, unmodifiable, in the order in which they were given */
    public Map<String, String> headers() {
        return headers;
    }

    /** @return when the broadcast completes */
    public Acknowledgement acknowledgement() {
        return acknowledgement;
    }

    /** @return what becomes of it while the links do not keep up */
    public Overload overload() {
        return overload;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Broadcast b && topic.equals(b.topic) && Arrays.equals(payload, b.payload)
                && headers.equals(b.headers) && acknowledgement == b.acknowledgement
                && overload == b.overload;
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "Broadcast[" + topic + ", " + payload.length + " bytes, headers " + headers.keySet() + ", "
                + acknowledgement + ", " + overload + "]";
    }
}
