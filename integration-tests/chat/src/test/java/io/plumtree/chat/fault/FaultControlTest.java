package io.plumtree.chat.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plumtree.chat.fault.Faults.Weather;
import io.plumtree.chat.process.Ports;
import io.vertx.core.json.JsonObject;

@Timeout(60)
class FaultControlTest {

    private static final String PAGE = "http://127.0.0.1:8080";

    private final EventLoop loop = new EventLoop();
    private final Faults faults = new Faults();
    private final Processes processes = new Processes();
    private final int port = Ports.free(1).get(0);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void open() {
        loop.await(() -> FaultControl.open(loop.vertx(), faults, processes, List.of("node-1", "node-2"), port, List.of(PAGE))
                .mapEmpty());
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void faultsAreMadeAndEachAnswerSaysWhatIsWrongNow() throws Exception {
        assertTrue(node(answer(post("nodes/node-2/isolate", "")), 1).getBoolean("isolated"));
        assertTrue(faults.isolated("node-2"));

        assertEquals("[{\"a\":\"node-1\",\"b\":\"node-2\"}]",
                answer(post("links/node-2/node-1/cut", "")).getJsonArray("links").encode());

        assertEquals(50,
                answer(post("weather", "{\"lossPercent\": 5, \"latencyMillis\": 50}")).getInteger("latencyMillis"));
        assertEquals(new Weather(5, 50), faults.weather());

        assertTrue(node(answer(post("nodes/node-1/pause", "")), 0).getBoolean("paused"));

        JsonObject healed = answer(post("heal", ""));
        assertEquals("[]", healed.getJsonArray("links").encode());
        assertEquals(Weather.CALM, faults.weather());
        assertEquals(List.of("pause node-1", "resume node-1"), processes.done);
    }

    @Test
    void aProcessIsKilledAndStartedAgain() throws Exception {
        assertEquals(false, node(answer(post("nodes/node-1/kill", "")), 0).getBoolean("running"));
        assertEquals(true, node(answer(post("nodes/node-1/restart", "")), 0).getBoolean("running"));
        assertEquals(List.of("kill node-1", "restart node-1"), processes.done);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "nodes/node-9/kill       | | 404 | there is no node node-9; there are node-1, node-2",
            "nodes/node-1/dance      | | 404 | dance cannot be done; isolate, reconnect, pause, resume, kill, restart can",
            "nodes/node-1/restart    | | 409 | node-1 runs; kill it first",
            "links/node-1/node-1/cut | | 400 | a link is between two nodes, not from node-1 to itself",
            "links/node-1/node-2/bend| | 404 | bend cannot be done; cut, mend can",
            "weather                 | | 400 | the body has to be JSON with lossPercent and latencyMillis",
            "weather                 | { | 400 | the body has to be JSON with lossPercent and latencyMillis",
            "weather                 | [1] | 400 | the body has to be JSON with lossPercent and latencyMillis",
            "weather                 | {\"lossPercent\": 101, \"latencyMillis\": 0} | 400 | lossPercent is 101; allowed are 0 to 100",
            "weather                 | {\"lossPercent\": 1} | 400 | latencyMillis is null; it has to be a whole number",
            "storm                   | | 404 | POST /storm is not possible here" })
    void whatMakesNoSenseIsRefusedWithAReasonAndChangesNothing(String path, String body, int status, String reason)
            throws Exception {
        HttpResponse<String> response = post(path, body == null ? "" : body);

        assertEquals(status, response.statusCode());
        assertEquals("application/problem+json", response.headers().firstValue("content-type").orElse(""));
        assertEquals(reason, new JsonObject(response.body()).getString("detail"));
        assertEquals(Weather.CALM, faults.weather());
        assertEquals(List.of(), processes.done);
    }

    @Test
    void onlyTheDemosOwnPagesMayAsk() throws Exception {
        HttpResponse<String> own = http.send(request("nodes/node-2/isolate", "").header("Origin", PAGE).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(PAGE, own.headers().firstValue("access-control-allow-origin").orElse(""));
        faults.heal();

        HttpResponse<String> other = http.send(
                request("nodes/node-2/isolate", "").header("Origin", "https://elsewhere.example").build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(403, other.statusCode());
        assertEquals(false, faults.isolated("node-2"));
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(request(path, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject answer(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response::body);
        return new JsonObject(response.body());
    }

    private static JsonObject node(JsonObject answer, int index) {
        return answer.getJsonArray("nodes").getJsonObject(index);
    }

    private static final class Processes implements NodeProcesses {

        private final List<String> done = new ArrayList<>();
        private final Set<String> dead = new TreeSet<>();
        private final Set<String> paused = new TreeSet<>();

        @Override
        public synchronized boolean running(String node) {
            return !dead.contains(node);
        }

        @Override
        public synchronized boolean paused(String node) {
            return paused.contains(node);
        }

        @Override
        public synchronized void pause(String node) {
            done.add("pause " + node);
            paused.add(node);
        }

        @Override
        public synchronized void resume(String node) {
            done.add("resume " + node);
            paused.remove(node);
        }

        @Override
        public synchronized void kill(String node) {
            done.add("kill " + node);
            dead.add(node);
        }

        @Override
        public synchronized void restart(String node) {
            done.add("restart " + node);
            dead.remove(node);
        }
    }
}
