package io.plumtree.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine;

/** Agents as processes on the loopback address. */
@Timeout(300)
class AgentCommandTest {

    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String OTHER_KEY = "Dw4NDAsKCQgHBgUEAwIBAA==";
    private static final String OTHER_KEY_IN_HEX = "0f0e0d0c0b0a09080706050403020100";

    private final List<AgentProcess> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(AgentProcess::close);
    }

    private AgentProcess start(String name, String... options) throws IOException {
        AgentProcess agent = AgentProcess.start(name, options);
        started.add(agent);
        return agent;
    }

    @Test
    void threeFormAClusterTalkAndSeeEachOtherChangeDieAndLeave() throws Exception {
        AgentProcess a = start("a", "--key", KEY);
        String seed = a.address();
        AgentProcess b = start("b", "--key", KEY, "--join", seed, "--tag", "role=web", "--zone", "east");
        AgentProcess c = start("c", "--key", KEY, "--join", seed);
        for (AgentProcess agent : List.of(a, b, c)) {
            for (String member : List.of("a", "b", "c")) {
                agent.member("joined", member);
            }
        }
        assertEquals("web", a.member("joined", "b").path("tags").path("role").asText());
        assertEquals("east", c.member("joined", "b").path("tags").path("zone").asText());

        for (AgentProcess agent : List.of(a, b, c)) {
            awaitLinked(agent, 2);
        }
        b.say("broadcast news hello  world");
        assertEquals("news", b.event("sent").path("topic").asText());
        for (AgentProcess hearer : List.of(a, c)) {
            JsonNode delivery = hearer.event("delivery");
            assertEquals("b", delivery.path("origin").asText());
            assertEquals("news", delivery.path("topic").asText());
            assertEquals("hello  world", delivery.path("payload").path("text").asText());
        }

        c.say("send --reliable a over TCP");
        assertEquals("over TCP", a.event("message").path("payload").path("text").asText());
        assertTrue(c.event("sent").path("reliable").asBoolean());

        b.say("tag role db");
        assertEquals("db", b.event("tagged").path("tags").path("role").asText());
        a.event("updated", event -> event.path("member").path("tags").path("role").asText().equals("db"));
        b.say("tag role");
        a.event("updated", event -> event.path("member").path("name").asText().equals("b")
                && !event.path("member").path("tags").has("role"));

        c.kill();
        a.member("failed", "c");
        b.member("failed", "c");

        b.say("leave");
        assertEquals("b", b.event("gone").path("node").asText());
        assertEquals("left", a.member("left", "b").path("state").asText());
        assertFalse(a.has("failed", "b"));
        b.say("broadcast news too late");
        assertTrue(b.event("error").path("message").asText().contains("has left its cluster"));
        b.say("quit");
        assertEquals(0, b.status());
    }

    /** Links come up a moment after members; who is not linked yet does not hear a broadcast. */
    private static void awaitLinked(AgentProcess agent, int neighbours) throws Exception {
        long linked = 0;
        for (int asked = 1; linked < neighbours; asked++) {
            agent.say("members");
            AtomicInteger answers = new AtomicInteger(asked);
            JsonNode members = agent.event("members", event -> answers.decrementAndGet() == 0).path("members");
            linked = StreamSupport.stream(members.spliterator(), false).filter(m -> m.path("linked").asBoolean()).count();
        }
    }

    @Test
    void theEndOfTheInputAndASignalAreLeaving() throws Exception {
        AgentProcess a = start("a");
        AgentProcess b = start("b", "--join", a.address());
        AgentProcess c = start("c", "--join", a.address());
        a.member("joined", "b");
        a.member("joined", "c");

        b.endInput();
        a.member("left", "b");
        assertEquals(0, b.status());

        c.signal();
        a.member("left", "c");
        assertFalse(a.has("failed", "b") || a.has("failed", "c"));
    }

    @Test
    void anotherKeyIsRefusedAndBothSaySo() throws Exception {
        AgentProcess a = start("a", "--key", KEY);
        AgentProcess b = start("b", "--key", OTHER_KEY, "--join", a.address());

        a.event("warning", event -> event.path("message").asText().contains("refused a request"));
        b.event("warning", event -> event.path("message").asText().contains("reached none of 1 addresses"));
        a.say("members");
        assertEquals(1, a.event("members").path("members").size());
    }

    @Test
    void theKeyringIsChangedWithoutLockingAnybodyOut() throws Exception {
        AgentProcess a = start("a", "--key", KEY);
        AgentProcess b = start("b", "--key", KEY, "--join", a.address());
        a.member("joined", "b");
        for (String change : List.of("add", "use")) {
            for (AgentProcess agent : List.of(a, b)) {
                agent.say("keyring " + change + " " + OTHER_KEY);
            }
        }
        b.say("keyring remove " + KEY);
        b.event("keyring", event -> event.path("count").asInt() == 1);
        a.say("keyring list");
        JsonNode keys = a.event("keyring", event -> event.has("keys")).path("keys");
        assertEquals(2, keys.size());
        assertEquals(OTHER_KEY_IN_HEX, keys.get(0).asText());

        a.say("keyring remove " + OTHER_KEY);
        assertFalse(a.event("error").path("message").asText().isBlank());
        a.say("send --reliable b still there");
        assertEquals("still there", b.event("message").path("payload").path("text").asText());
    }

    @Test
    void aLineThatIsWrongSaysWhatIsAllowedAndChangesNothing() throws Exception {
        AgentProcess a = start("a", "--tag", "role=web", "--advertise", "127.0.0.1:9", "--protocol", "serf", "--label", "x");
        for (String[] wrong : new String[][] { { "sned b x", "there is no command 'sned', but members" },
                { "broadcast news", "TEXT is missing" }, { "broadcast", "TOPIC is missing" },
                { "send nobody hello", "nobody is no member" }, { "tag zone x", "set by the node itself" },
                { "tag nothing", "no tag 'nothing' to remove, but [role]" },
                { "tag big " + "x".repeat(600), "allowed are 512" }, { "keyring add secret", "16, 24 or 32 bytes" },
                { "keyring burn", "'burn' is not list, add, use or remove" }, { "quit now", "nothing may follow" },
                { "members all", "nothing may follow" },
                { "tag a " + "x".repeat(LineReader.LONGEST), "allowed are 1048576" } }) {
            a.say(wrong[0]);
            String message = a
                    .event("error", event -> event.path("message").asText().contains(wrong[1])).path("message").asText();
            assertFalse(message.contains("secret"), message);
        }
        a.say("members");
        JsonNode self = a.event("members").path("members").get(0);
        assertEquals("web", self.path("tags").path("role").asText());
        assertEquals("alive", self.path("state").asText());
        assertEquals("127.0.0.1:9", self.path("address").asText());
        a.say("help");
        assertEquals("members", a.event("help").path("commands").get(0).asText());
        a.say("quit");
        assertEquals(0, a.status());
    }

    @Test
    void aPortInUseEndsItWithStatusOneAndNamesTheOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            AgentProcess membership = AgentProcess.startAs(List.of("agent", "--bind", address));
            started.add(membership);
            membership.line("reason", line -> line.startsWith("cannot listen on " + address + " (--bind): "));
            assertEquals(1, membership.status());

            AgentProcess broadcasts = start("b", "--broadcast-port", Integer.toString(taken.getLocalPort()));
            broadcasts.line("reason", line -> line.contains("cannot listen on " + address + " (--bind, --broadcast-port): "));
            assertEquals(1, broadcasts.status());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "--key secret! | --key = a text of 7 characters is not allowed", "--key 0001 | 16, 24 or 32 bytes",
            "--join nowhere | --join: 'nowhere' is not host:port",
            "--join 10.0.0.1:7946 | --join = 10.0.0.1:7946 is not allowed",
            "--join 10.0.0.1:7946 | set --key to encrypt it, or --insecure to allow",
            "--bind 7946 | --bind: '7946' is not host:port", "--bind 0.0.0.0:0 | set --insecure to allow",
            "--advertise x | --advertise: 'x' is not", "--protocol raft | 'raft' is neither memberlist nor serf",
            "--tag role | --tag: 'role' is not name=value", "--tag plumtree=x | set by the node itself",
            "--broadcast-port x | --broadcast-port: 'x' is not a port", "--zone= | --zone: ", "--shell | Unknown option" })
    void anOptionThatIsNotAllowedIsNamedAndEndsItWithStatusTwo(String options, String reason) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(err));

        assertEquals(2, commandLine.execute(("agent " + options).split(" ")));

        assertTrue(err.toString().contains(reason), err::toString);
        assertFalse(err.toString().contains("secret"), err::toString);
    }

    @Test
    void withoutJsonALineIsTheEventAndWhatIsInIt() throws Exception {
        AgentProcess a = AgentProcess.startAs(List.of("agent", "--name", "a", "--bind", "127.0.0.1:0", "--tag", "say=a b"));
        started.add(a);
        String ready = a.line("ready", line -> line.startsWith("ready address=127.0.0.1:"));
        a.line("joined", line -> line.startsWith("joined member.name=a member.address=" + ready.split("[= ]")[2])
                && line.contains("member.tags.say=\"a b\""));
        a.say("keyring list");
        a.line("keyring", line -> line.equals("keyring count=0"));
        a.say("help");
        a.line("help", line -> line.equals("  \"broadcast TOPIC TEXT\""));
    }
}
