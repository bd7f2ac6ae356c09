package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How many messages a second one process takes from another over loopback, by how much may be on its way in the sockets. One
 * after the other and all over again, since machines are never the same twice.
 */
@Timeout(600)
class ThroughputIT {

    private static final List<String> BUFFERS = List.of("524288", "131072", "0");
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(6);

    @Test
    void socketBuffersOfTheDefaultSizeKeepALinkBusy() {
        Map<String, List<Long>> rates = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String buffer : BUFFERS) {
                rates.computeIfAbsent(buffer, unknown -> new ArrayList<>()).add(perSecond("socket-buffer-bytes=" + buffer));
            }
        }
        rates.forEach((buffer, measured) -> System.out.printf(Locale.ROOT,
                "socket-buffer-bytes=%s: %s messages of 256 bytes a second, median %d%n", buffer, measured, median(measured)));

        assertTrue(median(rates.get("524288")) > median(rates.get("0")) / 2, rates::toString);
    }

    private static long perSecond(String setting) {
        try (Nodes nodes = new Nodes(2, "256m", setting)) {
            nodes.get(1).tell("flood");
            Nodes.passes(WARM_UP);
            long before = nodes.get(2).cost().value("deliveries");
            Nodes.passes(MEASURED);
            return (nodes.get(2).cost().value("deliveries") - before) / MEASURED.toSeconds();
        }
    }

    private static long median(List<Long> rates) {
        return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
    }
}
