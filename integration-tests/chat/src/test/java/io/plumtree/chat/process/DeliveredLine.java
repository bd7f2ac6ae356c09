package io.plumtree.chat.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One delivery as an instance tells it.
 *
 * @param position its place in the instance's log
 * @param origin the node that broadcast it
 * @param epoch that node's incarnation
 * @param sequence the origin's counter
 * @param hops links travelled
 * @param latency from the origin's clock to the instance's
 * @param payload its bytes
 */
public record DeliveredLine(long position, String origin, long epoch, long sequence, int hops, Duration latency,
        byte[] payload) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param json one line of {@code /topics/…/delivered}
     * @return what it says
     * @throws IllegalStateException if deliveries are missing in its place
     */
    public static DeliveredLine parse(String json) {
        try {
            JsonNode line = JSON.readTree(json);
            if (line.has("missedFrom")) {
                throw new IllegalStateException("the log is too small for this test: " + json);
            }
            return new DeliveredLine(line.required("position").asLong(), line.required("origin").asText(),
                    line.required("epoch").asLong(), line.required("sequence").asLong(), line.required("hops").asInt(),
                    Duration.between(Instant.parse(line.required("sentAt").asText()),
                            Instant.parse(line.required("receivedAt").asText())),
                    line.has("text") ? line.get("text").asText().getBytes(UTF_8) : line.required("base64").binaryValue());
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    /** @return the payload as text */
    public String text() {
        return new String(payload, UTF_8);
    }

    @Override
    public String toString() {
        return origin + "/" + epoch + "/" + sequence + " '" + text() + "'";
    }
}
