package io.plumtree.chat.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Up to so many instances, {@code node-1} to {@code node-n}, on this host's loopback address. Closing it stops all of them.
 * Safe for use by any thread.
 */
public final class ProcessCluster implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration REQUEST = Duration.ofSeconds(5);

    private final Path jar;
    private final Path logs;
    private final List<Integer> httpPorts;
    private final List<Integer> broadcastPorts;
    private final Introduction introduction;
    private final Map<Integer, ChatProcess> started = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(REQUEST).build();
    private final ObjectMapper json = new ObjectMapper();
    private boolean closed;

    /**
     * With the timings of the LAN a member is probed within a round of as many seconds as there are members; a suspicion that
     * nobody confirms lasts 24 s; the news is gossiped within a second.
     *
     * @param nodes of a small cluster
     * @return within which time everybody has learned that a node has failed
     */
    public static Duration membershipBound(int nodes) {
        return Duration.ofSeconds(nodes + 24 + 1);
    }

    /**
     * A cluster of which nothing is started yet.
     *
     * @param target the module's build directory, with the packaged application
     * @param name of the directory, below that one, that takes the instances' output
     * @param httpPorts one for each instance
     * @param broadcastPorts one for each instance
     * @param introduction how they get to know each other
     */
    public ProcessCluster(Path target, String name, List<Integer> httpPorts, List<Integer> broadcastPorts,
            Introduction introduction) {
        this.jar = target.resolve("quarkus-app").resolve("quarkus-run.jar").toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: the application has not been packaged");
        }
        this.logs = target.resolve("processes").resolve(name);
        this.httpPorts = List.copyOf(httpPorts);
        this.broadcastPorts = List.copyOf(broadcastPorts);
        this.introduction = introduction;
    }

    /**
     * Starts an instance, without waiting for it.
     *
     * @param number which, from 1
     * @return the instance
     */
    public synchronized ChatProcess start(int number) {
        if (closed) {
            throw new IllegalStateException("the cluster is closed");
        }
        ChatProcess process = ChatProcess.start(jar,
                new ChatProcess.Spec(id(number), httpPorts.get(number - 1), broadcastPorts.get(number - 1),
                        settings(number)),
                logs.resolve(id(number) + ".log"));
        started.put(number, process);
        return process;
    }

    /**
     * Waits until an instance is ready and linked with so many others.
     *
     * @param process the instance
     * @param neighbours how many
     * @param patience how long at most
     * @throws IllegalStateException with the end of its output, if it has ended, or is not ready in time
     */
    public void awaitLinked(ChatProcess process, int neighbours, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        String last = "it did not answer";
        while (System.nanoTime() - deadline < 0) {
            Optional<JsonNode> health = node(process).map(node -> node.path("health"));
            if (health.isPresent()) {
                last = health.get().toString();
                if (health.get().path("ready").asBoolean() && health.get().path("linked").asInt() >= neighbours) {
                    return;
                }
            }
            if (process.endsWithin(POLL)) {
                throw new IllegalStateException(process + " has ended by itself:\n" + process.endOfLog());
            }
        }
        throw new IllegalStateException(process + " is not ready and linked with " + neighbours + " others after "
                + patience.toSeconds() + " s, but " + last + "\n" + process.endOfLog());
    }

    /**
     * @param process an instance
     * @return what it says of itself; empty if it does not answer
     */
    public Optional<JsonNode> node(ChatProcess process) {
        URI uri = process.page().resolve("/node");
        try {
            HttpResponse<byte[]> response = http.send(HttpRequest.newBuilder(uri).timeout(REQUEST).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? Optional.of(json.readTree(response.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** @return the instances started, those that have ended included */
    public synchronized List<ChatProcess> started() {
        return List.copyOf(started.values());
    }

    /**
     * Stops every instance: asks all of them, and ends those that have not stopped in time.
     *
     * @param patience how long they may take
     * @return those that had to be ended
     */
    public List<ChatProcess> stop(Duration patience) {
        List<ChatProcess> running;
        synchronized (this) {
            closed = true;
            running = started.values().stream().filter(ChatProcess::isAlive).toList();
        }
        running.forEach(ChatProcess::askToStop);
        long deadline = System.nanoTime() + patience.toNanos();
        List<ChatProcess> ended = new ArrayList<>();
        for (ChatProcess process : running) {
            if (!process.endsWithin(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                process.kill();
                ended.add(process);
            }
        }
        return ended;
    }

    /** Ends every instance at once. */
    @Override
    public void close() {
        List<ChatProcess> all;
        synchronized (this) {
            closed = true;
            all = started();
        }
        all.forEach(ChatProcess::kill);
    }

    private Map<String, String> settings(int number) {
        Map<String, String> all = IntStream.rangeClosed(1, httpPorts.size()).filter(other -> other != number).boxed()
                .collect(Collectors.toMap(other -> "chat.pages." + id(other),
                        other -> "http://127.0.0.1:" + httpPorts.get(other - 1) + "/"));
        // Each page asks every node how it is, whichever name of this host it was opened by.
        all.put("quarkus.http.cors.origins", String.join(",", origins()));
        all.putAll(introduction.settings(number));
        return all;
    }

    /** @return where the pages are from, as browsers say it */
    public List<String> origins() {
        return httpPorts.stream().flatMap(port -> Stream.of("http://127.0.0.1:" + port, "http://localhost:" + port)).toList();
    }

    /** @return the node id of an instance, by its number from 1 */
    public static String id(int number) {
        return "node-" + number;
    }
}
