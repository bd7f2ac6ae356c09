package io.plumtree.chat.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this host's loopback address. */
public final class Ports {

    /** Below what systems give to outgoing connections, so that none of those takes a port before it is used. */
    private static final int LOWEST = 15_000;
    private static final int BEYOND = 32_000;
    private static final int ATTEMPTS = 10_000;

    private Ports() {
    }

    /**
     * @param count how many
     * @return that many ports where nobody listens, each another
     */
    public static List<Integer> free(int count) {
        List<Integer> free = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
            if (!free.contains(port) && isFree(port)) {
                free.add(port);
                if (free.size() == count) {
                    return List.copyOf(free);
                }
            }
        }
        throw new IllegalStateException("found only " + free.size() + " free ports of " + count);
    }

    /**
     * @param port a port
     * @return whether nobody listens there
     */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
