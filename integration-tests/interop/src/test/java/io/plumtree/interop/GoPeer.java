package io.plumtree.interop;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A process of Go's memberlist: {@code src/test/go}. */
final class GoPeer implements Peer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final ChildProcess process;
    private final List<JsonNode> events = new ArrayList<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private volatile boolean contradicted;
    private final String address;

    private GoPeer(String name, List<String> options) {
        this.name = name;
        List<String> command = new ArrayList<>(List.of(Peers.go().toString(), "-name", name));
        command.addAll(options);
        this.process = new ChildProcess(command, this::heard);
        this.address = await("it is ready", 0, is("ready")).get("address").asText();
    }

    /** @param options of the command line */
    static GoPeer start(String name, String... options) {
        return new GoPeer(name, List.of(options));
    }

    private void heard(String line) {
        if (line.startsWith("{")) {
            try {
                JsonNode event = JSON.readTree(line);
                synchronized (events) {
                    events.add(event);
                }
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(line, e);
            }
        } else if (isComplaint(line)) {
            complaints.add(line);
        } else if (line.contains("Refuting a suspect message")) {
            contradicted = true;
        }
    }

    /** An error other than that somebody was too slow, which nobody is to blame for on a busy machine. */
    static boolean isComplaint(String line) {
        return line.contains("[ERR]") && !line.contains("timeout");
    }

    /** @return what memberlist found wrong with the others */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** @return whether it ever heard that it was suspected, and contradicted */
    boolean contradicted() {
        return contradicted;
    }

    static Predicate<JsonNode> is(String event) {
        return json -> json.get("event").asText().equals(event);
    }

    /** An event that concerns a member. */
    static Predicate<JsonNode> is(String event, String member) {
        return is(event).and(json -> json.get("name").asText().equals(member));
    }

    static Predicate<JsonNode> message(String text) {
        return is("message").and(json -> json.get("text").asText().equals(text));
    }

    /** A member's death or leave, and no leave or death. */
    static Predicate<JsonNode> gone(String member, String state) {
        return is("member-gone", member).and(json -> json.get("state").asText().equals(state));
    }

    List<JsonNode> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    boolean heard(Predicate<JsonNode> wanted) {
        return events().stream().anyMatch(wanted);
    }

    JsonNode await(String what, Predicate<JsonNode> wanted) {
        return await(what, 0, wanted);
    }

    private JsonNode await(String what, int from, Predicate<JsonNode> wanted) {
        List<JsonNode> found = new ArrayList<>();
        Await.until(what, () -> {
            if (!process.runs()) {
                throw new AssertionError("it ended: " + this);
            }
            events().stream().skip(from).filter(wanted).findFirst().ifPresent(found::add);
            return !found.isEmpty();
        }, () -> this);
        return found.get(0);
    }

    /** @return the answer to a command */
    private JsonNode ask(String command, String answer) {
        int before = events().size();
        process.write(command);
        return await(name + " answers " + command, before, is(answer));
    }

    private void order(String command, String answer) {
        String error = ask(command, answer).get("error").asText();
        if (!error.isEmpty()) {
            throw new AssertionError(name + ": " + command + ": " + error);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return address;
    }

    /** Joins by that address, and returns when that is done. */
    void join(String other) {
        order("join " + other, "joined");
    }

    /** @return why it could not join by that address */
    String refusedBy(String other) {
        return ask("join " + other, "joined").get("error").asText();
    }

    @Override
    public Set<String> present() {
        Set<String> names = new TreeSet<>();
        ask("members", "members").get("members").forEach(member -> names.add(member.get("name").asText()));
        return names;
    }

    /** @return the metadata that it knows of a member */
    byte[] metadata(String member) {
        for (JsonNode each : ask("members", "members").get("members")) {
            if (each.get("name").asText().equals(member)) {
                return HexFormat.of().parseHex(each.get("meta").asText());
            }
        }
        throw new AssertionError(member + " is no member to " + name);
    }

    void sendBestEffort(String to, String text) {
        order("best-effort " + to + " " + text, "sent");
    }

    void sendReliable(String to, String text) {
        order("reliable " + to + " " + text, "sent");
    }

    void broadcast(String text) {
        process.write("broadcast " + text);
    }

    void meta(String text) {
        order("meta " + text, "updated");
    }

    /** @return whether the member answered in time */
    boolean pings(String member) {
        return ask("ping " + member, "pinged").get("error").asText().isEmpty();
    }

    void changeKeys(String change, byte[] key) {
        order("key " + change + " " + HexFormat.of().formatHex(key), "keyed");
    }

    void leave() {
        order("leave", "left");
    }

    void kill() {
        process.kill();
    }

    void pause() {
        process.pause();
    }

    void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return name + ", " + process;
    }
}
