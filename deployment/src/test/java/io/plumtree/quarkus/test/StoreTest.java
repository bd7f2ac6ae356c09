package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.MessageId;
import io.plumtree.api.Plumtree;
import io.quarkus.test.QuarkusUnitTest;

class StoreTest {

    private static final Path DIRECTORY = directory();

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Await.class))
            .overrideRuntimeConfigKey("plumtree.store.directory", DIRECTORY.toString())
            .overrideRuntimeConfigKey("plumtree.node-id", "shop-1")
            .setAfterUndeployListener(StoreTest::delete);

    @Inject
    Plumtree plumtree;

    @Test
    void aBroadcastIsStoredInTheDirectoryThatIsConfigured() throws IOException {
        MessageId id = Await.get(plumtree.broadcast(Broadcast.of("kept".getBytes()).acknowledgedWhen(Acknowledgement.STORED)));

        assertEquals("shop-1", id.origin().toString());
        Path directory = Path.of(ConfigProvider.getConfig()
                .getValue("plumtree.store.directory", String.class));
        try (Stream<Path> files = Files.list(directory)) {
            assertTrue(files.anyMatch(file -> file.toFile().length() > 0));
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("store-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete() {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
