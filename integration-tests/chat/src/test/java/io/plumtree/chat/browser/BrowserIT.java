package io.plumtree.chat.browser;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import io.plumtree.chat.Eventually;
import io.plumtree.chat.demo.DemoCluster;
import io.plumtree.chat.demo.DemoPorts;
import io.plumtree.chat.process.ChatProcess;
import io.plumtree.chat.process.Observability;
import io.plumtree.chat.process.ProcessCluster;

/**
 * The demo as its users see it: five processes on a network that can have faults, and two browsers. The tests are one story,
 * in their order.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserIT {

    private static final int NODES = 5;
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> ALL_ALIVE = Map.of("node-1", "alive", "node-2", "alive", "node-3", "alive",
            "node-4", "alive", "node-5", "alive");

    private DemoCluster cluster;
    private ChatPage first;
    private ChatPage second;

    @BeforeAll
    void start(@TempDir Path profiles) {
        Chromium.missing().ifPresent(why -> assumeTrue(false, why));
        cluster = DemoCluster.open(Path.of("target"), "browser", DemoPorts.free(NODES), ended -> {
        });
        cluster.start(START);
        List<URI> pages = cluster.all().stream().map(ChatProcess::page).toList();
        first = ChatPage.open(pages.get(0), profiles.resolve("first"));
        second = ChatPage.open(pages.get(4), profiles.resolve("second"));
    }

    @AfterAll
    void stop() {
        if (first != null) {
            first.close();
        }
        if (second != null) {
            second.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void aPageShowsFiveNodesAndTheTreeOfTheFirstMessage() {
        awaitStates(first, ALL_ALIVE);

        first.say("Is anybody there?");

        Collection<String> tree = await(() -> first.links("eager"), links -> links.size() == NODES - 1);
        Set<String> reached = tree.stream().map(link -> link.split(" ")[1]).collect(toSet());
        assertEquals(Set.of("node-2", "node-3", "node-4", "node-5"), reached, "each node has one parent");
        assertEquals(6, first.links("lazy").size(), "the other links of five neighbours");
        await(first::last, last -> last.startsWith("node-1 · chat 1: 4 of 4 others"));
    }

    @Test
    @Order(2)
    void aLineSentInOneBrowserAppearsInAnother() {
        second.say("I am, at another node.");

        await(first::lines, lines -> lines.equals(List.of("Is anybody there?", "I am, at another node.")));
        await(second::lines, lines -> lines.equals(first.lines()));
        await(() -> first.row("node-5"), row -> row.contains("ready 1 2"));
        await(first::last, last -> last.startsWith("node-5 · chat 1: 4 of 4 others"));
        first.screenshot("tree");

        first.askForTheWayOf("I am, at another node.");
        await(first::why, why -> why.startsWith("chat 1 of node-5: node-1 (pushed)")
                && why.endsWith("node-5 (broadcast there)"));
    }

    @Test
    @Order(3)
    void aNodeIsChosenByTheKeyboard() {
        first.typeIntoTree(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);
        await(first::picked, List.of("node-2")::equals);
        await(first::why, why -> why.startsWith("node-2 is alive since"));

        first.typeIntoTree(Keys.ESCAPE);
        await(first::picked, List::isEmpty);
        assertEquals("", first.why());
    }

    @Test
    @Order(4)
    void anIsolatedNodeTurnsRedOnEveryPageAndBack() {
        first.press("node-3", "Isolate");

        await(() -> first.links("cut"), cut -> cut.size() == NODES - 1);
        await(first::states, states -> "isolated".equals(states.get("node-3")));
        await(second::states, states -> "isolated".equals(states.get("node-3")));
        first.say("We go on without node-3.");
        await(second::lines, lines -> lines.contains("We go on without node-3."));
        await(first::events, events -> events.stream().anyMatch(event -> event.endsWith("node-1failed node-3")));
        await(first::last, last -> last.contains("3 of 4 others"));
        first.screenshot("isolated");

        first.press("node-3", "Reconnect");
        awaitStates(first, ALL_ALIVE);
        awaitStates(second, ALL_ALIVE);
        await(() -> first.row("node-3"), row -> row.contains("ready 0 3"));
    }

    @Test
    @Order(5)
    void aCutLinkShowsAndIsMended() {
        first.press("cut");
        await(() -> first.links("cut"), List.of("node-1 node-2")::equals);
        await(() -> second.links("cut"), List.of("node-1 node-2")::equals);

        first.press("heal");
        await(() -> first.links("cut"), List::isEmpty);
        awaitStates(first, ALL_ALIVE);
    }

    @Test
    @Order(6)
    void aKilledProcessShowsOnPagesAndInHealthMetricsAndEventsAndStartingItAgainHeals() {
        long begun = System.nanoTime();
        first.press("node-4", "Kill");
        await(first::states, states -> "failed".equals(states.get("node-4")));
        for (String survivor : List.of("node-1", "node-2", "node-3", "node-5")) {
            await(second::events, events -> events.stream().anyMatch(event -> event.endsWith(survivor + "failed node-4")));
            ChatProcess process = cluster.all().stream().filter(each -> each.nodeId().equals(survivor)).findAny().orElseThrow();
            await(() -> Observability.readiness(process).required("data"), data -> data.required("members.dead").asInt() == 1);
            await(() -> Observability.metrics(process), metrics -> metrics.get("plumtree_members{state=\"dead\"}") == 1);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(ProcessCluster.membershipBound(NODES)) < 0, took::toString);
        second.dark(true);
        second.screenshot("killed-dark");
        second.dark(false);

        first.press("node-4", "Restart");
        awaitStates(first, ALL_ALIVE);
        awaitStates(second, ALL_ALIVE);
    }

    @Test
    @Order(7)
    void theOwnNodesEndShowsAndThePageComesBackWithIt() {
        second.press("node-1", "Kill");
        await(first::states, states -> "failed".equals(states.get("node-1")));

        second.press("node-1", "Restart");
        awaitStates(first, ALL_ALIVE);
        first.say("Back again.");
        await(second::lines, lines -> lines.contains("Back again."));
    }

    @Test
    @Order(8)
    void nothingIsBesideTheScreenOfATelephone() {
        first.screen(390, 844);
        first.screenshot("telephone");

        assertFalse(first.overflows());
        assertTrue(first.states().keySet().containsAll(ALL_ALIVE.keySet()));
    }

    private static void awaitStates(ChatPage page, Map<String, String> wanted) {
        await(page::states, wanted::equals);
    }

    private static <T> T await(Supplier<T> supplier, Predicate<T> expected) {
        return Eventually.get(PATIENCE, supplier, expected);
    }
}
