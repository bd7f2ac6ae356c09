package io.plumtree.quarkus.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.Preset;

/** The table of presets in the documentation. With {@code -Ddocs.write} this test writes it instead of comparing it. */
class PresetTableTest {

    private static final Path TABLE = Path.of("..", "docs", "modules", "ROOT", "pages", "includes", "presets.adoc");

    @Test
    void theDocumentedPresetsAreThoseOfTheCatalogue() throws IOException {
        String table = table();
        if (System.getProperty("docs.write") != null) {
            Files.writeString(TABLE, table);
        }
        assertEquals(table, Files.readString(TABLE), () -> "run this test with -Ddocs.write to mend " + TABLE);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("// Written by PresetTableTest: not to be edited by hand.\n")
                .append("[cols=\"3m,4*2,4\",options=\"header\"]\n|===\n|Key");
        for (Preset preset : Preset.values()) {
            table.append(" |").append(preset.key());
        }
        table.append(" |Allowed\n");
        for (ConfigKey<?> key : ConfigKey.all()) {
            table.append("\n|").append(key.name()).append(Arrays.stream(Preset.values())
                    .map(preset -> " |" + PresetValues.in(preset, key)).collect(Collectors.joining()))
                    .append(" |").append(PresetValues.allowed(key)).append('\n');
        }
        return table.append("|===\n").toString();
    }
}
