package io.plumtree.chat.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.Preset;

/** The README is right about what can be checked. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..", "..");

    @Test
    void theExampleIsTheOneThatCompiles() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/plumtree/chat/readme/Prices.java"));
        String example = source.substring(source.indexOf("// tag::example[]") + "// tag::example[]".length(),
                source.indexOf("// end::example[]"));
        assertTrue(readme().contains("```java" + example + "```"), () -> "the README has to have" + example);
    }

    @Test
    void thePresetsAreThoseOfTheCatalogue() throws IOException {
        String table = ConfigKey.all().stream().filter(ReadmeTest::differs).map(ReadmeTest::row)
                .collect(Collectors.joining("\n"));
        assertTrue(readme().contains(table + "\n\n"), () -> "the README has to have\n" + table);
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        List<String> links = Pattern.compile("]\\((?!https?:)([^)#]+)").matcher(readme()).results()
                .map(link -> link.group(1)).toList();
        assertTrue(links.size() > 5, () -> "links " + links);
        for (String link : links) {
            assertTrue(Files.exists(ROOT.resolve(link)), () -> link + " is not there");
        }
    }

    @Test
    void theBuildServerRunsItsTestCommand() throws IOException {
        String ci = Files.readString(ROOT.resolve(".ci/run"));
        List<String> maven = ci.lines().filter(line -> line.startsWith("mvn ") && !line.endsWith(" -v")).toList();
        assertEquals(1, maven.size(), () -> "Maven is run by " + maven);
        String withoutOutputOptions = Arrays.stream(maven.get(0).split(" "))
                .filter(word -> !word.equals("-B") && !word.equals("-ntp")).collect(Collectors.joining(" "));
        assertEquals("mvn verify", withoutOutputOptions);
        assertTrue(readme().contains("\n    " + withoutOutputOptions + "\n"));
    }

    private static boolean differs(ConfigKey<?> key) {
        return Stream.of(Preset.values()).map(key::in).distinct().count() > 1;
    }

    private static String row(ConfigKey<?> key) {
        return "| `" + key.name() + "` | " + Stream.of(Preset.values()).map(preset -> text(key, key.in(preset)))
                .collect(Collectors.joining(" | ")) + " |";
    }

    private static String text(ConfigKey<?> key, Object value) {
        if (value instanceof Duration duration) {
            return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
        } else if (value instanceof Long bytes && key.name().endsWith("-bytes")) {
            return (bytes >> 20) + " MiB";
        } else if (value instanceof Number number) {
            return String.format(Locale.ROOT, "%,d", number.longValue());
        }
        return value.equals(true) ? "on" : "off";
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
