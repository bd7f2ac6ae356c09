package io.plumtree.core.membership;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.plumtree.api.Member;
import io.plumtree.core.membership.message.Blob;

/** Calls the application. What it throws is counted, stands for a refusal where it was asked, and stops nothing. */
final class Callbacks {

    private final Delegates delegates;
    private final MembershipTally tally;

    Callbacks(Delegates delegates, MembershipTally tally) {
        this.delegates = delegates;
        this.tally = tally;
    }

    byte[] metadata(int limit) {
        return delegates.user().nodeMetadata(limit);
    }

    void message(Blob message) {
        run(() -> delegates.user().message(readOnly(message)));
    }

    /** What fits of what the application gives. */
    List<byte[]> broadcasts(int overhead, int limit) {
        List<byte[]> given = ask(() -> delegates.user().broadcasts(overhead, limit), List.<byte[]> of());
        int left = limit;
        List<byte[]> fitting = new ArrayList<>();
        for (byte[] message : given) {
            if (overhead + message.length <= left) {
                left -= overhead + message.length;
                fitting.add(message);
            } else {
                tally.count(Counted.USER_BROADCASTS_DROPPED);
            }
        }
        return fitting;
    }

    Blob localState(boolean join) {
        return Blob.of(ask(() -> delegates.user().localState(join), new byte[0]));
    }

    void mergeRemoteState(Blob state, boolean join) {
        run(() -> delegates.user().mergeRemoteState(readOnly(state), join));
    }

    void joined(Member member) {
        run(() -> delegates.events().joined(member));
    }

    void left(Member member) {
        run(() -> delegates.events().left(member));
    }

    void updated(Member member) {
        run(() -> delegates.events().updated(member));
    }

    void conflict(Member existing, Member other) {
        run(() -> delegates.conflict().conflict(existing, other));
    }

    boolean decidesWhoIsAlive() {
        return delegates.alive() != Delegates.NONE.alive();
    }

    boolean accept(Member member) {
        return ask(() -> delegates.alive().accept(member), false);
    }

    boolean decidesMerges() {
        return delegates.merge() != Delegates.NONE.merge();
    }

    Optional<String> objection(List<Member> members) {
        return ask(() -> delegates.merge().objection(members), Optional.of("the merge delegate failed"));
    }

    Blob ackPayload() {
        byte[] payload = ask(() -> delegates.ping().ackPayload(), new byte[0]);
        return payload.length == 0 ? Blob.ABSENT : Blob.of(payload);
    }

    void pingCompleted(Member member, long nanos, Blob payload) {
        run(() -> delegates.ping().pingCompleted(member, Duration.ofNanos(nanos), readOnly(payload)));
    }

    private void run(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            tally.count(Counted.DELEGATE_FAILURES);
        }
    }

    private <T> T ask(Supplier<T> call, T otherwise) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            tally.count(Counted.DELEGATE_FAILURES);
            return otherwise;
        }
    }

    private static ByteBuffer readOnly(Blob blob) {
        return ByteBuffer.wrap(blob.bytes()).asReadOnlyBuffer();
    }
}
