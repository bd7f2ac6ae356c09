package io.plumtree.chat.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.plumtree.chat.fault.Faults.Weather;
import io.plumtree.chat.process.Ports;

@Timeout(60)
class UdpGateTest {

    private static final int LITTLE_MILLIS = 300;
    private static final int PATIENCE_MILLIS = 20_000;

    private final EventLoop loop = new EventLoop();
    private final Faults faults = new Faults();
    private final List<Integer> ports = Ports.free(4);
    private final Wiring a = new Wiring("a", 0, 0, ports.get(0), ports.get(1));
    private final Wiring b = new Wiring("b", 0, 0, ports.get(2), ports.get(3));
    private DatagramSocket socketOfA;
    private DatagramSocket socketOfB;

    @BeforeEach
    void open() throws IOException {
        Map<Integer, UdpGate> gates = new HashMap<>();
        for (Wiring wiring : List.of(a, b)) {
            UdpGate gate = new UdpGate(loop.vertx(), faults, new Random(1), wiring, gates);
            gates.put(wiring.membership(), gate);
            loop.await(() -> gate.open().mapEmpty());
        }
        socketOfA = new DatagramSocket(new InetSocketAddress(FaultProxy.HOST, a.membership()));
        socketOfB = new DatagramSocket(new InetSocketAddress(FaultProxy.HOST, b.membership()));
    }

    @AfterEach
    void close() {
        socketOfA.close();
        socketOfB.close();
        loop.close();
    }

    @Test
    void aDatagramComesFromWhereItsSenderIsToBeAnswered() throws IOException {
        send(socketOfA, "ping", b);
        DatagramPacket ping = receive(socketOfB);
        assertEquals("ping", text(ping));
        assertEquals(a.membershipProxy(), ping.getPort());

        send(socketOfB, "ack", a);
        assertEquals("ack", text(receive(socketOfA)));
    }

    @Test
    void whatIsSentWhileTheLinkIsCutIsLost() throws IOException {
        loop.run(() -> faults.cut("a", "b"));
        send(socketOfA, "lost", b);
        assertSilent(socketOfB);

        loop.run(() -> faults.mend("a", "b"));
        send(socketOfA, "after", b);
        assertEquals("after", text(receive(socketOfB)));
    }

    @Test
    void inBadWeatherEverythingIsLost() throws IOException {
        loop.run(() -> faults.weather(new Weather(100, 0)));
        send(socketOfA, "lost", b);
        assertSilent(socketOfB);
    }

    @Test
    void whoeverIsNotKnownIsHeard() throws IOException {
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName(FaultProxy.HOST))) {
            send(stranger, "hello", b);
            assertEquals("hello", text(receive(socketOfB)));
        }
    }

    private static void send(DatagramSocket from, String text, Wiring to) throws IOException {
        byte[] bytes = text.getBytes(US_ASCII);
        from.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(FaultProxy.HOST, to.membershipProxy())));
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }

    private static void assertSilent(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(LITTLE_MILLIS);
        assertThrows(SocketTimeoutException.class, () -> socket.receive(new DatagramPacket(new byte[1], 1)));
    }
}
