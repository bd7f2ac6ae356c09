package io.plumtree.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A {@code serf agent} with the timings of the LAN, asked by the commands that a person would use. */
final class SerfAgent implements Peer {

    private static final String HOST = "127.0.0.1:";
    private static final String RUNS = "Serf agent running!";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Below what systems give to outgoing connections, so that none of those takes a port before it is used. */
    private static final int LOWEST_PORT = 15_000;
    private static final int BEYOND_PORTS = 32_000;
    private static final int STARTS = 5;

    private final String name;
    private final String address;
    private final String control;
    private final ChildProcess process;

    private SerfAgent(String name, List<String> options) {
        this.name = name;
        this.address = HOST + freePort();
        this.control = HOST + freePort();
        List<String> command = new ArrayList<>(
                List.of("serf", "agent", "-node=" + name, "-bind=" + address, "-rpc-addr=" + control));
        command.addAll(options);
        this.process = new ChildProcess(command, line -> {
        });
    }

    /** @param options of the command line */
    static SerfAgent start(String name, String... options) {
        for (int attempt = 0; attempt < STARTS; attempt++) {
            SerfAgent agent = new SerfAgent(name, List.of(options));
            Await.until(name + " runs", () -> agent.process.toString().contains(RUNS) || !agent.process.runs(),
                    () -> agent.process);
            if (agent.process.runs()) {
                return agent;
            }
            if (!agent.process.toString().contains("address already in use")) {
                throw new AssertionError(name + " ended: " + agent.process);
            }
            agent.close();
        }
        throw new AssertionError("found no free ports");
    }

    private static int freePort() {
        for (;;) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, BEYOND_PORTS);
            InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (ServerSocket tcp = new ServerSocket(); DatagramSocket udp = new DatagramSocket(free)) {
                tcp.bind(free);
                return port;
            } catch (IOException e) {
                // Somebody has it.
            }
        }
    }

    /** A member as an agent lists it. */
    record Listed(String address, String status, Map<String, String> tags) {
    }

    private String command(String verb, String... arguments) {
        List<String> command = new ArrayList<>(List.of("serf", verb, "-rpc-addr=" + control));
        command.addAll(List.of(arguments));
        return ChildProcess.run(command);
    }

    /** @return what {@code serf members} prints, by name */
    Map<String, Listed> members() {
        Map<String, Listed> members = new TreeMap<>();
        try {
            for (JsonNode member : JSON.readTree(command("members", "-format=json")).get("members")) {
                Map<String, String> tags = new TreeMap<>();
                member.get("tags").fields().forEachRemaining(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
                members.put(member.get("name").asText(),
                        new Listed(member.get("addr").asText(), member.get("status").asText(), tags));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return members;
    }

    void awaitStatus(String member, String status) {
        Await.until(member + " is " + status, () -> {
            Listed listed = members().get(member);
            return listed != null && listed.status().equals(status);
        }, this::members);
    }

    void awaitTag(String member, String tag, String value) {
        Await.until(tag + " of " + member + " is " + value, () -> {
            Listed listed = members().get(member);
            return listed != null && value.equals(listed.tags().get(tag));
        }, this::members);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Set<String> present() {
        Set<String> present = new TreeSet<>();
        members().forEach((member, listed) -> {
            if (listed.status().equals("alive")) {
                present.add(member);
            }
        });
        return present;
    }

    void join(String other) {
        command("join", other);
    }

    void tag(String tag, String value) {
        command("tags", "-set", tag + "=" + value);
    }

    void event(String event, String payload) {
        command("event", event, payload);
    }

    void leave() {
        command("leave");
    }

    /** @return what it found wrong with the others */
    List<String> complaints() {
        return process.toString().lines().filter(GoPeer::isComplaint).toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
