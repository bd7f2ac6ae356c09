package io.plumtree.chat;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.chat.process.DeliveredLine;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** The endpoints of one instance that is alone in its cluster. Each test has a topic of its own. */
@QuarkusTest
class ChatTest {

    @Test
    void aLineIsBroadcastAndDeliveredByteForByte() {
        byte[] line = { 'o', 'n', 'e', '\r', 0, (byte) 0xff, (byte) 0xc3 };

        post("/topics/bytes/line?ack=received", line).statusCode(200)
                .body("topic", equalTo("bytes"))
                .body("sequence", equalTo(1))
                .body("epoch", greaterThan(0L))
                .body("acknowledgement", equalTo("received"));

        assertArrayEquals(line, delivered("bytes", 1).get(0).payload());
    }

    @Test
    void aLineFeedAtTheEndIsNoPartOfTheLine() {
        post("/topics/ends/line", "one\n".getBytes(UTF_8)).statusCode(200).body("acknowledgement", equalTo("queued"));
        post("/topics/ends/line", new byte[0]).statusCode(200);

        List<DeliveredLine> lines = delivered("ends", 2);
        assertEquals("one", lines.get(0).text());
        assertEquals("", lines.get(1).text());
    }

    @ParameterizedTest
    @ValueSource(strings = { "queued", "received" })
    void manyLinesAreBroadcastInTheirOrderAndCounted(String ack) {
        String body = "one\ntwo\n\nfour";
        post("/topics/many-" + ack + "/lines?ack=" + ack, body.getBytes(UTF_8)).statusCode(200)
                .body("sent", equalTo(4))
                .body("acknowledged", equalTo(4))
                .body("failed", equalTo(0))
                .body("firstSequence", equalTo(1))
                .body("lastSequence", equalTo(4));

        assertEquals(List.of("one", "two", "", "four"),
                delivered("many-" + ack, 4).stream().map(DeliveredLine::text).toList());
    }

    @Test
    void aTopicWithAnyCharactersInItsNameWorks() {
        post("/topics/caf%C3%A9%20%2F%20%3Fx/line", "hello".getBytes(UTF_8)).statusCode(200)
                .body("topic", equalTo("café / ?x"));
    }

    @Test
    void aLineThatIsTooLongIsRefused() {
        problem(post("/topics/long/line", new byte[65_537]), 413, "max-message-size of 65536");
        post("/topics/long/line", noLineFeeds(65_536)).statusCode(200);
    }

    @Test
    void aLineThatIsTooLongFailsAloneAmongOthers() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("before\n".getBytes(UTF_8));
        body.writeBytes(noLineFeeds(65_537));
        body.writeBytes("\nafter".getBytes(UTF_8));

        post("/topics/long-one/lines", body.toByteArray()).statusCode(200)
                .body("sent", equalTo(2))
                .body("failed", equalTo(1))
                .body("failures", hasSize(1))
                .body("failures[0].line", equalTo(2))
                .body("failures[0].detail", containsString("65537 bytes"));
    }

    @Test
    void onlyLinesThatAreTooLongAreAProblemThatCountsThem() {
        problem(post("/topics/long-only/lines", noLineFeeds(70_000)), 413, "70000")
                .body("report.failed", equalTo(1)).body("report.sent", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/topics/chat/line?ack=maybe            | ack is 'maybe'; allowed are queued and received",
            "/topics/chat/lines?ack=RECEIVED        | ack is 'RECEIVED'",
            "/topics/%20/line                       | topic must not be blank",
            "/topics/a%0Ab/line                     | control characters" })
    void requestsThatMakeNoSenseAreRefusedWithAReason(String path, String reason) {
        problem(post(path, "one".getBytes(UTF_8)), 400, reason);
    }

    @Test
    void aTopicNameThatIsTooLongIsRefused() {
        problem(post("/topics/" + "x".repeat(256) + "/line", "one".getBytes(UTF_8)), 400, "allowed are 255");
    }

    @Test
    void twoLinesAreNotOne() {
        problem(post("/topics/two/line", "one\ntwo".getBytes(UTF_8)), 400, "/topics/two/lines");
        get("/topics/two/delivered?follow=false").statusCode(200).body(equalTo(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/topics/chat/delivered?from=-1         | from is '-1'",
            "/topics/chat/delivered?from=x          | from is 'x'",
            "/topics/chat/delivered?from=99999999   | allowed are 0 to",
            "/topics/chat/delivered?follow=perhaps  | allowed are true and false" })
    void aPlaceInTheLogThatCannotBeIsRefused(String path, String reason) {
        problem(get(path), 400, reason);
    }

    @Test
    void whatIsNotThereIsAProblemToo() {
        problem(get("/nothing"), 404, "404");
        problem(get("/topics/chat/lines"), 405, "405");
    }

    @Test
    void theNodeTellsWhoAndHowItIs() {
        post("/topics/node/line", "one".getBytes(UTF_8)).statusCode(200);
        get("/node").statusCode(200)
                .body("id", notNullValue())
                .body("epoch", greaterThan(0L))
                .body("address", containsString("127.0.0.1:"))
                .body("health.ready", equalTo(true))
                .body("peers", hasSize(0))
                .body("members", hasSize(1))
                .body("members[0].state", equalTo("ALIVE"))
                .body("news", hasSize(0))
                .body("engine.counters.broadcasts", greaterThan(0))
                .body("engine.fills.key", notNullValue())
                .body("transport.linksLost", equalTo(0))
                .body("log.maxEntries", equalTo(100_000))
                .body("events", notNullValue())
                .body("gaps", hasSize(0));
        get("/q/health/ready").statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void theWayOfAMessageIsTold() {
        long epoch = post("/topics/why/line", "one".getBytes(UTF_8)).statusCode(200).extract().jsonPath().getLong("epoch");
        String origin = get("/node").extract().jsonPath().getString("id");

        get("/why/message?origin=" + origin + "&epoch=" + epoch + "&topic=why&sequence=1").statusCode(200)
                .body("end", equalTo("ORIGIN"))
                .body("path", hasSize(1))
                .body("path[0].node", equalTo(origin))
                .body("path[0].arrival", equalTo("OWN"))
                .body("repairs", hasSize(0));
        problem(get("/why/message?origin=" + origin + "&epoch=" + epoch + "&topic=elsewhere&sequence=1"), 404,
                "nothing is known");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/why/message?epoch=1&topic=t&sequence=1            | 400 | is no node id",
            "/why/message?origin=a&epoch=x&topic=t&sequence=1   | 400 | epoch is 'x'",
            "/why/member/nobody                                 | 404 | membership" })
    void whatNobodyCanKnowIsAProblem(String path, int status, String reason) {
        problem(get(path), status, reason);
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        String page = get("/").statusCode(200).contentType("text/html").extract().asString();
        for (String file : List.of("chat.js", "chat.css", "icon.svg", "plumtree/plumtree-tree.js")) {
            assertEquals(true, page.contains('"' + file + '"'), file);
            get("/" + file).statusCode(200);
        }
        assertEquals(false, page.contains("//"), "an address of another host");
    }

    @Test
    void pagesOfOtherSitesMayNotBroadcast() {
        given().header("Origin", "https://elsewhere.example").body("one").post("/topics/chat/line")
                .then().statusCode(403);
    }

    private static ValidatableResponse post(String path, byte[] body) {
        return given().urlEncodingEnabled(false).contentType("application/octet-stream").body(body).post(path).then();
    }

    private static ValidatableResponse get(String path) {
        return given().urlEncodingEnabled(false).get(path).then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String reason) {
        return response.statusCode(status).contentType("application/problem+json")
                .body("status", equalTo(status)).body("detail", containsString(reason));
    }

    /** Delivering is another thread's work: reads along until there are so many. */
    private static List<DeliveredLine> delivered(String topic, int count) {
        return Eventually.get(() -> get("/topics/" + topic + "/delivered?from=0&follow=false").statusCode(200)
                .contentType("application/x-ndjson").extract().asString().lines().map(DeliveredLine::parse).toList(),
                lines -> lines.size() >= count);
    }

    private static byte[] noLineFeeds(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }
}
