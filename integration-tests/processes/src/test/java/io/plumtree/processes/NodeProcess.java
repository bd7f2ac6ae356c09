package io.plumtree.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The test's end of a {@link NodeMain}. The process ends with the one that started it. */
final class NodeProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final String ENDED = "";
    private static final int LOG_LINES = 50;

    private final String id;
    private final Process process;
    private final Writer in;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> log = new ArrayList<>();

    private NodeProcess(String id, List<String> command) {
        this.id = id;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
        in = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "output of " + id);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a process and waits until its node listens.
     *
     * @param heap for {@code -Xmx}
     * @param arguments those of {@link NodeMain#main} after the node id
     */
    static NodeProcess start(String id, String heap, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.file=" + Path.of("target", "test-classes", "logging.properties"), "-cp",
                System.getProperty("java.class.path"), NodeMain.class.getName(), id));
        command.addAll(arguments);
        NodeProcess started = new NodeProcess(id, command);
        String first = started.nextAnswer();
        if (!first.equals(NodeMain.READY)) {
            throw new AssertionError(first + " from " + started);
        }
        return started;
    }

    private void read() {
        try (BufferedReader out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(NodeMain.VALUE)) {
                    answers.add(line);
                } else {
                    synchronized (log) {
                        if (log.size() == LOG_LINES) {
                            log.remove(LOG_LINES / 2);
                        }
                        log.add(line);
                    }
                }
            }
        } catch (IOException e) {
            // It was killed.
        }
        answers.add(ENDED);
    }

    String id() {
        return id;
    }

    /** @param command one of {@link NodeMain}'s that has no answer */
    void tell(String command) {
        try {
            in.write(command + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("it is gone: " + this, e);
        }
    }

    Report report() {
        return ask("report");
    }

    Report memory() {
        return ask("memory");
    }

    Report cost() {
        return ask("cost");
    }

    private Report ask(String question) {
        tell(question);
        List<String> lines = new ArrayList<>();
        for (String line = nextAnswer(); !line.equals(NodeMain.END); line = nextAnswer()) {
            lines.add(line.substring(NodeMain.VALUE.length()));
        }
        return new Report(lines);
    }

    private String nextAnswer() {
        try {
            String next = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null || next.equals(ENDED)) {
                throw new AssertionError((next == null ? "no answer from " : "ended: ") + this);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @return the lines of its log, those in the middle left out when there are many */
    List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    /** SIGSTOP: it stands still. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL: nobody is told. Returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return id + ", which logged\n" + String.join("\n", log());
    }
}
