package io.plumtree.simulator.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A page in one file that shows a replay: it needs no server and no network. */
public final class ReplayPage {

    /** Of plumtree-web, which draws live clusters too. */
    private static final String COMPONENT = "/META-INF/resources/plumtree/plumtree-tree.js";

    private ReplayPage() {
    }

    /**
     * @param replay JSON, as {@link Replay} makes it
     * @return HTML
     */
    public static String of(String replay) {
        // In HTML a script ends where it says so, even within a text of JSON.
        return resource("replay.html").replace("{{replay.json}}", replay.replace("<", "\\u003c"))
                .replace("{{plumtree-tree.js}}", resource(COMPONENT)).replace("{{replay.js}}", resource("replay.js"));
    }

    private static String resource(String name) {
        try (InputStream in = ReplayPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
