package io.plumtree.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process of its own: what a shell sees. */
class MainTest {

    @ParameterizedTest
    @CsvSource({ "decode 0b81a55365714e6f07, 0, '{\"type\":\"nackResp\",\"sequence\":7}'",
            "decode 63, 1, '{\"type\":\"rejected\",\"reason\":\"unknown-type\",\"detail\":\"message type 99 has no place in a packet\"}'",
            "decode 6, 2, ''", "agent --key secret, 2, ''", "'', 2, ''" })
    void theStatusSaysWhetherItWasUnderstood(String arguments, int status, String output)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        if (!arguments.isEmpty()) {
            command.addAll(List.of(arguments.split(" ")));
        }
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(true, process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(status, process.exitValue());
        assertEquals(output, printed.strip());
    }
}
