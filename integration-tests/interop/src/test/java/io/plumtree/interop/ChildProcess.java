package io.plumtree.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that is spoken to line by line, and ends with this one. */
final class ChildProcess implements AutoCloseable {

    private static final int LINES_KEPT = 100;
    private static final int LINE_KEPT = 400;

    private final Process process;
    private final Writer in;
    private final Thread endWithParent;
    private final Queue<String> output = new ArrayDeque<>();

    /** @param lines hears each line of its output, its errors included */
    ChildProcess(List<String> command, Consumer<String> lines) {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
        endWithParent = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(endWithParent);
        in = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> read(lines), "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (output) {
                    if (output.size() == LINES_KEPT) {
                        output.remove();
                    }
                    output.add(line.length() < LINE_KEPT ? line : line.substring(0, LINE_KEPT) + "...");
                }
                lines.accept(line);
            }
        } catch (IOException e) {
            // It was killed.
        }
    }

    void write(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("it is gone: " + this, e);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    /** SIGKILL: nobody is told. Returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
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
        run(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    /** @return what a command printed that must succeed */
    static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + " failed: " + printed + errors);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(endWithParent);
    }

    /** @return what it printed last */
    @Override
    public String toString() {
        synchronized (output) {
            return "process " + process.pid() + ", which printed at last\n" + String.join("\n", output);
        }
    }
}
