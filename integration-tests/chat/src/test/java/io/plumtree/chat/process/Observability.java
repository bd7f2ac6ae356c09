package io.plumtree.chat.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What an instance tells those who watch over it. */
public final class Observability {

    private static final Duration REQUEST = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Observability() {
    }

    /**
     * @param process an instance
     * @return its metrics, now
     */
    public static Metrics metrics(ChatProcess process) {
        return Metrics.of(get(process, "/q/metrics"));
    }

    /**
     * @param process an instance
     * @return the check named {@code plumtree} of its readiness, now
     */
    public static JsonNode readiness(ChatProcess process) {
        try {
            for (JsonNode check : JSON.readTree(get(process, "/q/health/ready")).required("checks")) {
                if (check.required("name").asText().equals("plumtree")) {
                    return check;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(process + " has no check named plumtree");
    }

    private static String get(ChatProcess process, String path) {
        HttpRequest request = HttpRequest.newBuilder(process.page().resolve(path))
                .header("Accept", "text/plain, application/json")
                .timeout(REQUEST).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(process + " does not answer:\n" + process.endOfLog(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
