package io.plumtree.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

class SameTraceTest {

    private static final List<String> RUN = List.of("run", "--json", "--nodes", "40", "--origins", "8", "--broadcasts", "40",
            "--rate", "20", "--loss", "1", "--crash", "20", "--detect", "1", "--seed", "11");
    private static final List<String> MEMBERSHIP = List.of("membership", "--json", "--experiment", "join", "--nodes", "30",
            "--seed", "11");

    private static String traceHash(List<String> jvmOptions, List<String> run, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.plumtree.simulator.cli.Main"));
        command.addAll(run);
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return new ObjectMapper().readTree(output).get("traceHash").asText();
    }

    @Test
    void anyJvmHasTheSameTraceWithAndWithoutTheMemo() throws Exception {
        String hash = traceHash(List.of(), RUN);
        assertEquals(hash,
                traceHash(List.of("-XX:+UseSerialGC", "-Xint", "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"), RUN));
        assertEquals(hash, traceHash(List.of("-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1"), RUN, "--no-memo"));
    }

    @Test
    void anyJvmHasTheSameTraceOfMembership() throws Exception {
        assertEquals(traceHash(List.of(), MEMBERSHIP), traceHash(
                List.of("-XX:+UseSerialGC", "-Xint", "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"), MEMBERSHIP));
    }
}
