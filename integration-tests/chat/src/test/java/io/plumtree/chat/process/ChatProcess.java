package io.plumtree.chat.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One running instance of the packaged application. It ends by itself when its standard input does: no process outlives the
 * one that started it.
 */
public final class ChatProcess {

    private static final int LOG_SHOWN = 4_000;

    private final Spec spec;
    private final Process process;
    private final Path log;
    private volatile boolean paused;

    private ChatProcess(Spec spec, Process process, Path log) {
        this.spec = spec;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts an instance, without waiting for it.
     *
     * @param jar {@code quarkus-run.jar}
     * @param spec what it is to be
     * @param log where its output goes
     * @return the instance
     */
    static ChatProcess start(Path jar, Spec spec, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // five of them share a machine: little memory, a short start
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dchat.stop-at-end-of-input=true",
                "-Dquarkus.http.port=" + spec.httpPort(),
                "-Dquarkus.plumtree.node-id=" + spec.nodeId(),
                "-Dquarkus.plumtree.bind-port=" + spec.broadcastPort()));
        spec.settings().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        try {
            Files.createDirectories(log.getParent());
            return new ChatProcess(spec, new ProcessBuilder(command)
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + spec.nodeId() + " by " + command, e);
        }
    }

    /** @return its node id */
    public String nodeId() {
        return spec.nodeId();
    }

    /** @return where its page is */
    public URI page() {
        return URI.create("http://127.0.0.1:" + spec.httpPort() + "/");
    }

    /** @return where its output goes */
    public Path log() {
        return log;
    }

    /** @return whether it runs */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** @return completes when it has ended, however */
    public CompletableFuture<?> whenEnded() {
        return process.onExit();
    }

    /**
     * Waits a little, unless the process ends meanwhile.
     *
     * @param time how long
     * @return whether it has ended
     */
    public boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends it at once (SIGKILL): nothing is sent, nobody is told. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops its clock (SIGSTOP): it does nothing, and its connections stay. */
    public void pause() {
        signal("STOP");
        paused = true;
    }

    /** Lets it go on (SIGCONT). */
    public void resume() {
        signal("CONT");
        paused = false;
    }

    /** @return whether it stands still */
    public boolean paused() {
        return paused && isAlive();
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(this + " could not be sent SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("this system cannot send SIG" + name + " to a process", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Asks it to leave the cluster and to stop; it is not waited for. */
    public void askToStop() {
        if (paused()) {
            resume();
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    /** @return the end of its output, for whoever looks for a reason */
    public String endOfLog() {
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - LOG_SHOWN));
        } catch (IOException e) {
            return "(its output cannot be read: " + e + ")";
        }
    }

    @Override
    public String toString() {
        return spec.nodeId() + " at " + page() + " (pid " + process.pid() + ", output in " + log + ")";
    }

    /**
     * What an instance is to be.
     *
     * @param nodeId its node id
     * @param httpPort where its page and endpoints are
     * @param broadcastPort where it listens for others
     * @param settings further configuration
     */
    record Spec(String nodeId, int httpPort, int broadcastPort, Map<String, String> settings) {
    }
}
