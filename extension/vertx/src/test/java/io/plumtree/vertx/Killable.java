package io.plumtree.vertx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.plumtree.api.Seed;

/** A node in a process of its own, which can be killed. */
final class Killable {

    private static final String READY = "membership on port ";

    private final Process process;
    private final int port;

    private Killable(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a node that joins by {@code seed}. */
    static Killable start(String id, PlumtreeNode seed) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Killable.class.getName(), id,
                MemberNodes.seed(seed).toString()).redirectErrorStream(true).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new Killable(process, Integer.parseInt(line.substring(READY.length())));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the node did not start:\n" + said);
    }

    /** The node: it runs until it is killed, or its parent closes its input. */
    public static void main(String[] args) throws IOException {
        PlumtreeNode node = Await.get(PlumtreeNode.builder()
                .config(MemberNodes.config(args[0], settings -> settings.withSeeds(List.of(Seed.parse(args[1])))))
                .start());
        System.out.println(READY + node.cluster().localMember().address().port());
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(1);
        }
    }

    int membershipPort() {
        return port;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
