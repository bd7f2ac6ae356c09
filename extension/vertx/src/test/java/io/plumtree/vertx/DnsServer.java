package io.plumtree.vertx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;

/** Answers questions for A and SRV records with what it was told. Other names do not exist. */
final class DnsServer implements AutoCloseable {

    private static final int A = 1;
    private static final int SRV = 33;
    private static final int NAME_ERROR = 3;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
    private final int port;

    DnsServer() {
        DatagramSocket socket = vertx.createDatagramSocket();
        socket.handler(packet -> socket.send(answer(packet.data().getBytes()), packet.sender().port(), packet.sender().host()));
        port = Await.get(socket.listen(0, MemberNodes.LOCALHOST).toCompletionStage()).localAddress().port();
    }

    String address() {
        return MemberNodes.LOCALHOST + ":" + port;
    }

    void a(String name, String... addresses) {
        records.put(A + name, List.of(addresses).stream().map(address -> {
            String[] parts = address.split("\\.");
            return new byte[] { (byte) Integer.parseInt(parts[0]), (byte) Integer.parseInt(parts[1]),
                    (byte) Integer.parseInt(parts[2]), (byte) Integer.parseInt(parts[3]) };
        }).toList());
    }

    void srv(String name, int toPort, String target) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] { 0, 1, 0, 1, (byte) (toPort >> 8), (byte) toPort });
        for (String label : target.split("\\.")) {
            data.write(label.length());
            data.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        data.write(0);
        records.put(SRV + name, List.of(data.toByteArray()));
    }

    private Buffer answer(byte[] question) {
        int at = 12;
        StringBuilder name = new StringBuilder();
        while (question[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += question[at] + 1;
        }
        int end = at + 5;
        int type = question[at + 2];
        List<byte[]> found = records.getOrDefault(type + name.toString(), List.of());
        boolean exists = records.keySet().stream().anyMatch(key -> key.endsWith(name.toString()));
        Buffer answer = Buffer.buffer().appendBytes(question, 0, 2).appendShort((short) (0x8180 | (exists ? 0 : NAME_ERROR)))
                .appendShort((short) 1).appendShort((short) found.size()).appendShort((short) 0).appendShort((short) 0)
                .appendBytes(question, 12, end - 12);
        for (byte[] data : found) {
            answer.appendShort((short) 0xC00C).appendShort((short) type).appendShort((short) 1).appendInt(1)
                    .appendShort((short) data.length).appendBytes(data);
        }
        return answer;
    }

    @Override
    public void close() {
        Await.get(vertx.close().toCompletionStage());
    }
}
