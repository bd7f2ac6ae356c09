package io.plumtree.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberJoined;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.vertx.PlumtreeNode;

/** One of our nodes in a process of its own, which can be paused and killed. It joins by one seed. */
final class JavaProcess implements Peer {

    private static final String READY = "ready ";
    private static final String JOINED = "joined ";
    private static final String GONE = "gone ";

    private final String name;
    private final ChildProcess process;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Set<String> present = new ConcurrentSkipListSet<>();
    private final Set<String> gone = new ConcurrentSkipListSet<>();
    private volatile String address = "";

    private JavaProcess(String name, String seed) {
        this.name = name;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        this.process = new ChildProcess(List.of(java, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), JavaProcess.class.getName(), name, seed), this::said);
    }

    static JavaProcess start(String name, String seed) {
        JavaProcess started = new JavaProcess(name, seed);
        try {
            if (!started.ready.await(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it did not start: " + started.process);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return started;
    }

    private void said(String line) {
        if (line.startsWith(READY)) {
            address = line.substring(READY.length());
            ready.countDown();
        } else if (line.startsWith(JOINED)) {
            present.add(line.substring(JOINED.length()));
        } else if (line.startsWith(GONE)) {
            present.remove(line.substring(GONE.length()));
            gone.add(line.substring(GONE.length()));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Set<String> present() {
        return Set.copyOf(present);
    }

    /** @return who it ever believed to be dead or to have left */
    Set<String> gone() {
        return gone;
    }

    void kill() {
        process.kill();
    }

    void pause() {
        process.pause();
    }

    void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.close();
    }

    /** The process: runs until it is killed, or its input ends. */
    public static void main(String[] args) throws IOException {
        PlumtreeNode node = Await.get(PlumtreeNode.builder()
                .config(JavaPeer.config(args[0], UnaryOperator.identity(), args[1])).listener(new PlumtreeListener() {
                    @Override
                    public void onEvent(PlumtreeEvent event) {
                        if (event instanceof MemberJoined joined) {
                            System.out.println(JOINED + joined.member().id().value());
                        } else if (event instanceof MemberFailed failed) {
                            System.out.println(GONE + failed.member().id().value());
                        } else if (event instanceof MemberLeft left) {
                            System.out.println(GONE + left.member().id().value());
                        }
                    }
                }).start());
        System.out.println(READY + node.cluster().localMember().address());
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(1);
        }
    }
}
