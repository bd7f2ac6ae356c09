package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;

/** What an application that must not start says. */
final class StartFailure {

    private StartFailure() {
    }

    /** The failure or one of its causes says all of {@code parts}. */
    static Consumer<Throwable> saying(String... parts) {
        return failure -> {
            StringBuilder said = new StringBuilder();
            for (Throwable each = failure; each != null; each = each.getCause()) {
                said.append(each).append('\n');
            }
            for (String part : parts) {
                assertTrue(said.indexOf(part) >= 0, () -> "'" + part + "' is not in: " + said);
            }
        };
    }
}
