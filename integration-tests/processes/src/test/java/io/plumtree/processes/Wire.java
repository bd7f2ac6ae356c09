package io.plumtree.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way from some processes to one, which can be cut: nothing gets through any more in either direction, while connections
 * stay, or are closed and new ones as soon as they are made.
 */
final class Wire implements AutoCloseable {

    private static final int CHUNK_BYTES = 16 * 1024;

    private enum State {
        WHOLE,
        SILENT,
        BROKEN
    }

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private State state = State.WHOLE;

    /** @param target a port of this host */
    Wire(int target) {
        this.target = target;
        try {
            server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Nothing gets through, and neither end is told. */
    void silence() {
        set(State.SILENT);
    }

    /** Connections are closed, and those that are made from now on, too. */
    void cut() {
        set(State.BROKEN);
        open.forEach(Wire::close);
    }

    /** What was held back in silence gets through now. */
    void heal() {
        set(State.WHOLE);
    }

    private synchronized void set(State next) {
        state = next;
        notifyAll();
    }

    /** @return whether to go on */
    private synchronized boolean awaitSound() throws InterruptedException {
        while (state == State.SILENT) {
            wait();
        }
        return state == State.WHOLE;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                open.add(near);
                daemon(() -> connect(near));
            } catch (IOException e) {
                // It was closed.
            }
        }
    }

    private void connect(Socket near) {
        try {
            if (!awaitSound()) {
                close(near);
                return;
            }
            Socket far = new Socket("127.0.0.1", target);
            open.add(far);
            daemon(() -> carry(near, far));
            carry(far, near);
        } catch (IOException | InterruptedException e) {
            close(near);
        }
    }

    private void carry(Socket from, Socket to) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0 && awaitSound(); read = in.read(chunk)) {
                out.write(chunk, 0, read);
            }
        } catch (IOException | InterruptedException e) {
            // One of them was closed.
        }
        open.remove(from);
        open.remove(to);
    }

    private static void close(AutoCloseable closed) {
        try {
            closed.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        close(server);
        cut();
    }
}
