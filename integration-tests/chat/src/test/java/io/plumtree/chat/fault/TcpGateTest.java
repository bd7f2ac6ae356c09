package io.plumtree.chat.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.plumtree.chat.fault.Faults.Weather;
import io.plumtree.chat.process.Ports;
import io.vertx.core.net.NetServerOptions;

/** Node b, which repeats what it hears, behind its gate; whoever calls says its name in one letter first. */
@Timeout(60)
class TcpGateTest {

    private static final int LITTLE_MILLIS = 300;

    private final EventLoop loop = new EventLoop();
    private final Faults faults = new Faults();
    private int gate;

    @BeforeEach
    void open() {
        List<Integer> ports = Ports.free(2);
        gate = ports.get(0);
        loop.await(() -> loop.vertx().createNetServer(new NetServerOptions().setHost(FaultProxy.HOST).setPort(ports.get(1)))
                .connectHandler(socket -> socket.handler(socket::write)).listen());
        loop.await(() -> new TcpGate(loop.vertx(), faults, new Random(1), "b", gate, ports.get(1), FirstLetter::new).open());
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void whatIsSaidArrivesFromItsFirstByteAndTheAnswerComesBack() throws Exception {
        try (Socket a = call()) {
            say(a, "a hello");
            assertEquals("a hello", hear(a, 7));
            say(a, " again");
            assertEquals(" again", hear(a, 6));
        }
    }

    @Test
    void nothingGetsThroughACutAndAllOfItWhenItIsMended() throws Exception {
        try (Socket a = call(); Socket c = call()) {
            say(a, "a");
            assertEquals("a", hear(a, 1));
            loop.run(() -> faults.cut("a", "b"));

            say(a, "one");
            say(a, "two");
            assertSilent(a);
            say(c, "c");
            assertEquals("c", hear(c, 1), "of another node");

            loop.run(() -> faults.mend("b", "a"));
            assertEquals("onetwo", hear(a, 6));
        }
    }

    @Test
    void whoeverIsCutOffIsNotHeardWhenItCalls() throws Exception {
        loop.run(() -> faults.isolate("a"));
        try (Socket a = call()) {
            say(a, "anew");
            assertSilent(a);

            loop.run(() -> faults.reconnect("a"));
            assertEquals("anew", hear(a, 4));
        }
    }

    @Test
    void latencyIsThereBothWays() throws Exception {
        try (Socket a = call()) {
            say(a, "a");
            assertEquals("a", hear(a, 1));
            loop.run(() -> faults.weather(new Weather(0, 60)));

            assertTakes(Duration.ofMillis(120), a);
        }
    }

    @Test
    void whatIsLostIsSentAgain() throws Exception {
        try (Socket a = call()) {
            say(a, "a");
            assertEquals("a", hear(a, 1));
            loop.run(() -> faults.weather(new Weather(100, 0)));

            assertTakes(Duration.ofMillis(2 * Pipe.RETRANSMISSION_MILLIS), a);
        }
    }

    @Test
    void thatOneEndHasClosedArrivesToo() throws Exception {
        try (Socket a = call()) {
            say(a, "a");
            assertEquals("a", hear(a, 1));
            a.shutdownOutput();
            assertEquals(-1, a.getInputStream().read());
        }
    }

    private Socket call() throws IOException {
        Socket socket = new Socket(FaultProxy.HOST, gate);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String hear(Socket socket, int length) throws IOException {
        socket.setSoTimeout(0);
        return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(LITTLE_MILLIS);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }

    private static void assertTakes(Duration atLeast, Socket socket) throws IOException {
        long start = System.nanoTime();
        say(socket, "ping");
        assertEquals("ping", hear(socket, 4));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(atLeast) >= 0, () -> "it took " + took);
    }

    private static final class FirstLetter implements Caller {

        private String name = "";

        @Override
        public boolean read(byte[] bytes) {
            name = new String(bytes, 0, 1, US_ASCII);
            return true;
        }

        @Override
        public Optional<String> node() {
            return Optional.of(name);
        }
    }
}
