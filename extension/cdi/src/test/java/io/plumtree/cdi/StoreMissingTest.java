package io.plumtree.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.StorageSettings;
import io.plumtree.vertx.PlumtreeNode;

/** This module has no durable store on its class path, as an application that names a directory for one may have none. */
class StoreMissingTest {

    @Test
    void aDirectoryForAStoreThatIsNotThereStopsTheStart() {
        CompletableFuture<PlumtreeNode> start = PlumtreeNode.builder()
                .config(PlumtreeConfig.standard().withStorage(StorageSettings.in(Path.of("nowhere"))))
                .start().toCompletableFuture();
        Throwable cause = assertThrows(ExecutionException.class, start::get).getCause();
        assertInstanceOf(InvalidConfigException.class, cause);
        assertEquals("store.directory = nowhere is not allowed: the artifact plumtree-store is not on the class path",
                cause.getMessage());
    }
}
