package io.plumtree.chat;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** What the page sends and is sent. */
@QuarkusTest
@Timeout(60)
class PageTest {

    @TestHTTPResource("/chat")
    URI uri;
    @TestHTTPResource("/watch")
    URI watch;

    @Test
    void aPageIsToldOfEveryLine() throws Exception {
        try (Page page = Page.open(uri)) {
            given().body("from a shell").post("/topics/page/line?ack=received").then().statusCode(200);

            JsonNode line = page.nextLine("page");
            assertEquals("from a shell", line.path("text").asText());
            assertEquals(0, line.path("hops").asInt());
        }
    }

    @Test
    void aPageThatOpensLaterIsSentWhatWasSaidBefore() throws Exception {
        given().body("said before").post("/topics/history/line?ack=received").then().statusCode(200);
        try (Page page = Page.open(uri)) {
            assertEquals("said before", page.nextLine("history").path("text").asText());
        }
    }

    @Test
    void whatThePageSaysIsBroadcastWithItsName() throws Exception {
        try (Page page = Page.open(uri)) {
            page.send("{\"ref\": 7, \"topic\": \"talk\", \"text\": \"hello <b>you</b>\", \"name\": \" Ada \"}");

            JsonNode line = page.nextLine("talk");
            assertEquals("hello <b>you</b>", line.path("text").asText());
            assertEquals("Ada", line.path("headers").path("name").asText());
        }
        try (Page page = Page.open(uri)) {
            page.send("{\"ref\": 8, \"topic\": \"talk\", \"text\": \"again\"}");
            assertEquals(8, page.next("said").path("ref").asInt());
        }
    }

    @Test
    void whatCannotBeSaidIsRefusedAndThePageStays() throws Exception {
        try (Page page = Page.open(uri)) {
            page.send("{\"ref\": 1, \"topic\": \" \", \"text\": \"hello\"}");
            JsonNode blank = page.next("refused");
            assertEquals(1, blank.path("ref").asInt());
            assertEquals("topic must not be blank", blank.path("why").asText());

            page.send("{\"ref\": 2, \"topic\": \"talk\"}");
            assertEquals("a line needs a topic and a text", page.next("refused").path("why").asText());

            page.send("{\"ref\": 3, \"topic\": \"talk\", \"text\": \"" + "x".repeat(65_537) + "\"}");
            assertTrue(page.next("refused").path("why").asText().contains("max-message-size"));

            page.send("no JSON at all");
            assertTrue(page.next("refused").path("why").asText().startsWith("not understood"));

            page.send("{\"ref\": 4, \"topic\": \"talk\", \"text\": \"still here\"}");
            assertEquals(4, page.next("said").path("ref").asInt());
        }
    }

    @Test
    void whoeverWatchesIsToldHowTheNodeIsAndOfEachMessageOnce() throws Exception {
        try (Page page = Page.open(watch)) {
            assertTrue(page.next().path("node").path("health").path("ready").asBoolean());

            given().body("of any length").post("/topics/watched/line?ack=received").then().statusCode(200);

            JsonNode news = page.next();
            while (news.path("seen").isEmpty()) {
                news = page.next();
            }
            assertEquals("watched", news.path("seen").path(0).path("topic").asText());
            assertEquals(1, news.path("seen").size());
            assertEquals(news.path("node").path("id"), news.path("node").path("trees").path(0).path("origin"));
            assertEquals(0, page.next().path("seen").size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "chat", "watch" })
    void pagesOfOtherSitesMayNotConnect(String path) {
        CompletionException refused = assertThrows(CompletionException.class,
                () -> HttpClient.newHttpClient().newWebSocketBuilder().header("Origin", "https://elsewhere.example")
                        .buildAsync(socket(uri.resolve("/" + path)), new WebSocket.Listener() {
                        }).join());
        assertEquals(403,
                assertInstanceOf(WebSocketHandshakeException.class, refused.getCause()).getResponse().statusCode());
    }

    private static URI socket(URI uri) {
        return URI.create(uri.toString().replaceFirst("^http", "ws"));
    }

    private static final class Page implements WebSocket.Listener, AutoCloseable {

        private static final long PATIENCE_SECONDS = 20;

        private final ObjectMapper json = new ObjectMapper();
        private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private WebSocket socket;

        static Page open(URI uri) {
            Page page = new Page();
            page.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(socket(uri), page).join();
            return page;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try {
                    messages.add(json.readTree(part.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        void send(String text) {
            socket.sendText(text, true).join();
        }

        JsonNode next() throws InterruptedException {
            JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing came");
            }
            return message;
        }

        JsonNode next(String type) throws InterruptedException {
            while (true) {
                JsonNode message = next();
                if (message.path("type").asText().equals(type)) {
                    return message.path("data");
                }
            }
        }

        JsonNode nextLine(String topic) throws InterruptedException {
            JsonNode line = next("line");
            while (!line.path("topic").asText().equals(topic)) {
                line = next("line");
            }
            return line;
        }

        @Override
        public void close() {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }
}
