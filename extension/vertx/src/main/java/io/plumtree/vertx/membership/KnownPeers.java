package io.plumtree.vertx.membership;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.plumtree.api.Address;
import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * The members known, kept in a file, so that a node that starts again finds its cluster without any seed. Written seldom and as
 * a whole: whoever reads finds the old file or the new one. On the event loop; the file is touched on workers.
 */
final class KnownPeers {

    private static final int MOST = 1000;
    private static final long MOST_BYTES = 1 << 20;
    private static final String HEADING = "# members that this node knows, where their membership listens";

    private final Context context;
    private final NodeId self;
    private final Path file;
    private final long intervalMillis;
    private List<Address> known = List.of();
    private boolean changed;
    private boolean scheduled;
    private boolean closed;
    private Future<Void> writing = Future.succeededFuture();

    /** @param interval between two writes, at least */
    KnownPeers(Context context, NodeId self, Path file, Duration interval) {
        this.context = context;
        this.self = self;
        this.file = file;
        this.intervalMillis = interval.toMillis();
    }

    /** @return completes with what the file says; with nothing if there is none or it cannot be read */
    Future<List<Address>> read() {
        return context.executeBlocking(() -> parse(file), false).otherwise(e -> {
            if (!(e instanceof NoSuchFileException)) {
                MembershipLog.LOG.knownPeersUnreadable(file, String.valueOf(e));
            }
            return List.of();
        });
    }

    /** Takes note of who is known now. Those who failed stay, for they may be back, and those who left do not. */
    void know(List<Member> members) {
        List<Address> now = Stream.of(MemberState.ALIVE, MemberState.SUSPECT, MemberState.DEAD)
                .flatMap(state -> members.stream().filter(member -> member.state() == state))
                .filter(member -> !member.id().equals(self)).map(Member::address).distinct().limit(MOST)
                .sorted(Comparator.comparing(Address::host).thenComparing(Address::port)).toList();
        // A node that is alone now would forget with whom it was.
        if (now.isEmpty() || now.equals(known)) {
            return;
        }
        known = now;
        changed = true;
        if (!scheduled && !closed) {
            scheduled = true;
            context.owner().setTimer(intervalMillis, id -> {
                scheduled = false;
                write();
            });
        }
    }

    /** Writes what is not written yet. */
    Future<Void> close() {
        closed = true;
        write();
        return writing;
    }

    private void write() {
        if (!changed) {
            return;
        }
        changed = false;
        List<Address> all = known;
        writing = writing.transform(before -> context.executeBlocking(() -> {
            write(file, all);
            return (Void) null;
        }, false)).otherwise(e -> {
            MembershipLog.LOG.knownPeersNotWritten(file, String.valueOf(e));
            return null;
        });
    }

    private static List<Address> parse(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("more than " + MOST_BYTES + " bytes");
        }
        List<Address> found = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#") && found.size() < MOST) {
                try {
                    found.add(Address.parse(text));
                } catch (IllegalArgumentException e) {
                    MembershipLog.LOG.knownPeersUnreadable(file, String.valueOf(e.getMessage()));
                }
            }
        }
        return found;
    }

    private static void write(Path file, List<Address> all) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        Files.createDirectories(parent);
        Path fresh = Files.createTempFile(parent, absolute.getFileName().toString(), ".new");
        try {
            List<String> lines = new ArrayList<>();
            lines.add(HEADING);
            all.forEach(address -> lines.add(address.toString()));
            Files.write(fresh, lines, StandardCharsets.UTF_8, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
            Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
