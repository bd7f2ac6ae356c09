package io.plumtree.core.membership;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a Go memberlist 0.2.2 wrote and computed. */
public final class MemberlistVectors {

    private MemberlistVectors() {
    }

    /** @return single encodings, at {@code vectors}, and tables of its formulas, each under its name */
    public static JsonNode codec() {
        return read("codec-0.2.2.json");
    }

    /** @return packets, and sides of streams, as they went over a network */
    public static List<JsonNode> wire() {
        List<JsonNode> vectors = new ArrayList<>();
        read("wire-0.2.2.json").forEach(vectors::add);
        return vectors;
    }

    public static byte[] hex(JsonNode node) {
        return HexFormat.of().parseHex(node.asText());
    }

    private static JsonNode read(String name) {
        try (InputStream in = MemberlistVectors.class.getResourceAsStream("/memberlist/" + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
