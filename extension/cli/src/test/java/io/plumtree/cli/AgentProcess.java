package io.plumtree.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An agent in a process of its own, as a shell starts it. */
final class AgentProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final ObjectMapper json = new ObjectMapper();
    private final List<String> lines = new ArrayList<>();
    private final Process process;
    private boolean ended;

    private AgentProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "agent-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code agent} on any ports of the loopback address, without waiting for it. */
    static AgentProcess start(String name, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("agent", "--name", name, "--bind", "127.0.0.1:0", "--json"));
        all.addAll(List.of(options));
        return startAs(all);
    }

    static AgentProcess startAs(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        return new AgentProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            // the process is gone
        }
        synchronized (lines) {
            ended = true;
            lines.notifyAll();
        }
    }

    void say(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Returns the first line, ever, that is as expected. */
    String line(String what, Predicate<String> expected) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (lines) {
            for (int next = 0;; next++) {
                while (next == lines.size()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (ended || left <= 0) {
                        throw new AssertionError("no " + what + " came, but\n" + String.join("\n", lines));
                    }
                    lines.wait(left);
                }
                if (expected.test(lines.get(next))) {
                    return lines.get(next);
                }
            }
        }
    }

    /** Returns the first event, ever, of that name and as expected. */
    JsonNode event(String name, Predicate<JsonNode> expected) throws InterruptedException {
        return read(line(name, line -> {
            JsonNode event = read(line);
            return event.path("event").asText().equals(name) && expected.test(event);
        }));
    }

    JsonNode event(String name) throws InterruptedException {
        return event(name, event -> true);
    }

    /** Returns the event of that name about that member. */
    JsonNode member(String name, String member) throws InterruptedException {
        return event(name, event -> event.path("member").path("name").asText().equals(member)).path("member");
    }

    /** Whether such an event was printed up to now. */
    boolean has(String name, String member) {
        synchronized (lines) {
            return lines.stream().map(this::read).anyMatch(event -> event.path("event").asText().equals(name)
                    && event.path("member").path("name").asText().equals(member));
        }
    }

    private JsonNode read(String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + line, e);
        }
    }

    String address() throws InterruptedException {
        return event("ready").path("address").asText();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void signal() {
        process.destroy();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    int status() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
