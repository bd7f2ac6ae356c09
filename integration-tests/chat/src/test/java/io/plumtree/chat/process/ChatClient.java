package io.plumtree.chat.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Talks to one instance about one topic, and keeps what it delivered, by origin. For one thread. */
public final class ChatClient {

    private static final Duration REQUEST = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChatProcess process;
    private final String topic;
    private final Map<String, List<DeliveredLine>> delivered = new LinkedHashMap<>();
    private long cursor;
    private long count;

    /**
     * @param process which instance
     * @param topic which topic
     */
    public ChatClient(ChatProcess process, String topic) {
        this.process = process;
        this.topic = topic;
    }

    /** @return which instance */
    public ChatProcess process() {
        return process;
    }

    /**
     * Broadcasts lines, each acknowledged {@code RECEIVED}.
     *
     * @param lines the lines, in order
     * @return the instance's report
     * @throws IOException if the instance does not answer, or not with 200
     */
    public JsonNode send(List<byte[]> lines) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        lines.forEach(line -> {
            body.writeBytes(line);
            body.write('\n');
        });
        return post("/lines?ack=received", body.toByteArray());
    }

    /**
     * Broadcasts a line, acknowledged {@code RECEIVED}.
     *
     * @param line the line
     * @return its sequence
     * @throws IOException if the instance does not answer, or not with 200
     */
    public long send(byte[] line) throws IOException {
        return post("/line?ack=received", line).required("sequence").asLong();
    }

    private JsonNode post(String path, byte[] body) throws IOException {
        return JSON.readTree(send(HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)), HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Reads what was delivered since it was last asked. */
    public void readOn() {
        try (Stream<String> lines = send(HttpRequest.newBuilder(uri("/delivered?follow=false&from=" + cursor)),
                HttpResponse.BodyHandlers.ofLines()).body()) {
            lines.map(DeliveredLine::parse).forEach(line -> {
                delivered.computeIfAbsent(line.origin(), origin -> new ArrayList<>()).add(line);
                cursor = line.position() + 1;
                count++;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(process + " does not answer:\n" + process.endOfLog(), e);
        }
    }

    /** @return how many lines were read so far, of all origins */
    public long count() {
        return count;
    }

    /**
     * @param origin a node id
     * @return what was read so far of that origin, in the order in which it was delivered
     */
    public List<DeliveredLine> of(String origin) {
        return Collections.unmodifiableList(delivered.getOrDefault(origin, List.of()));
    }

    private URI uri(String path) {
        return process.page().resolve("/topics/" + topic + path);
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException {
        try {
            HttpResponse<T> response = HTTP.send(request.timeout(REQUEST).build(), body);
            if (response.statusCode() != 200) {
                throw new IOException(response.uri() + " answers " + response.statusCode() + ": " + response.body());
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
