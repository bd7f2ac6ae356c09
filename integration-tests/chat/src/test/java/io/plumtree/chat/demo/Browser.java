package io.plumtree.chat.demo;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens a page the way this desktop does, if there is one. */
final class Browser {

    private Browser() {
    }

    /** @return whether there is a desktop to ask; what it does is its own business */
    static boolean open(String page) {
        Optional<List<String>> command = command(System.getProperty("os.name"), System.getenv(), page);
        return command.isPresent() && run(command.get());
    }

    private static Optional<List<String>> command(String system, Map<String, String> environment, String page) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return Optional.of(List.of("open", page));
        } else if (name.contains("windows")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", page));
        } else if (environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY")) {
            return Optional.of(List.of("xdg-open", page));
        }
        return Optional.empty();
    }

    private static boolean run(List<String> command) {
        try {
            new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
