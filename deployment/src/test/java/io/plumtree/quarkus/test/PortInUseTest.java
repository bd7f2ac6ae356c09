package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class PortInUseTest {

    private static final ServerSocket OTHER = listen();

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.plumtree.bind-port", "" + OTHER.getLocalPort())
            .assertException(StartFailure.saying("127.0.0.1:" + OTHER.getLocalPort(), "bind-port"));

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() throws IOException {
        OTHER.close();
    }

    @Test
    void theStartStopsWithTheAddress() {
        fail("the application started");
    }
}
