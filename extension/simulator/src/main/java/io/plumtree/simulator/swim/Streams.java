package io.plumtree.simulator.swim;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.RejectedBytes;
import io.plumtree.core.membership.wire.StreamCodec;
import io.plumtree.core.membership.wire.StreamHandler;
import io.plumtree.core.membership.wire.StreamReader;
import io.plumtree.core.membership.wire.StreamReader.Side;
import io.plumtree.core.membership.wire.WireSecurity;
import io.plumtree.simulator.time.VirtualTime;

/**
 * One connection for each exchange, as TCP and a transport have it: it is opened, carries a request and a reply as bytes, and
 * is closed. Nobody answers across a cut; a process that crashed refuses; one that stands still answers when it goes on.
 */
final class Streams {

    /** Connections that a node accepts at one time; memberlist has this limit, and our transport as well. */
    private static final int MAX_OPEN = 128;

    private final SwimNetwork network;
    private final VirtualTime time;
    private final WireSecurity wire;
    private final StreamCodec codec;
    private long refused;

    Streams(SwimNetwork network, WireSecurity wire) {
        this.network = network;
        this.time = network.time();
        this.wire = wire;
        this.codec = new StreamCodec(wire);
    }

    /** @return connections that were closed at once because too many were open */
    long refused() {
        return refused;
    }

    void open(SwimNode from, long exchange, StreamMessage request, SwimNode to, long timeout, boolean awaitsReply) {
        new Stream(from, exchange, codec.request(request), to, awaitsReply).begin(timeout);
    }

    /** One exchange on its way. */
    private final class Stream {
        private final SwimNode from;
        private final long exchange;
        private final byte[] request;
        private final SwimNode to;
        private final boolean awaitsReply;
        private final long latency;
        private boolean ended;

        Stream(SwimNode from, long exchange, byte[] request, SwimNode to, boolean awaitsReply) {
            this.from = from;
            this.exchange = exchange;
            this.request = request;
            this.to = to;
            this.awaitsReply = awaitsReply;
            this.latency = network.latency(from, to);
        }

        void begin(long timeout) {
            time.in(timeout, () -> from.whenRunning(
                    () -> end(() -> from.membership().failed(exchange, "no answer in time", time.now()))));
            from.whenTalking(() -> time.in(latency, this::knock));
        }

        private void knock() {
            if (!network.connected(from, to)) {
                return; // until the time is over
            }
            if (to.crashed()) {
                fail("connection refused");
                return;
            }
            // The kernel accepts for a process that stands still; the process itself does when it goes on.
            to.whenTalking(() -> {
                if (to.openStreams >= MAX_OPEN) {
                    refused++;
                    fail("closed without a reply");
                    return;
                }
                to.openStreams++;
                time.in(2 * latency, this::requested);
            });
            if (!awaitsReply) {
                back(() -> end(() -> from.membership().written(exchange, time.now())));
            }
        }

        private void requested() {
            if (to.crashed()) {
                fail("connection reset");
                return;
            }
            to.whenTalking(() -> {
                byte[] reply = network.connected(from, to) ? serve() : null;
                to.openStreams--;
                network.traffic().stream(request.length, reply == null ? 0 : reply.length);
                if (reply != null) {
                    back(() -> read(reply));
                } else if (network.connected(from, to)) {
                    fail("closed without a reply");
                }
            });
        }

        private byte @Nullable [] serve() {
            StreamMessage[] heard = new StreamMessage[1];
            read(Side.REQUEST, request, heard);
            @Nullable
            StreamMessage reply = heard[0] == null ? null : to.requested(heard[0]);
            return reply == null ? null : codec.reply(reply);
        }

        private void read(byte[] reply) {
            StreamMessage[] heard = new StreamMessage[1];
            read(Side.REPLY, reply, heard);
            end(() -> from.membership().reply(exchange, heard[0], time.now()));
        }

        private void read(Side side, byte[] bytes, StreamMessage[] into) {
            new StreamReader(wire, side, new StreamHandler() {
                @Override
                public void message(StreamMessage message) {
                    into[0] = message;
                }

                @Override
                public void rejected(RejectedBytes why) {
                    throw new AssertionError("BUG: what one node wrote another cannot read: " + why);
                }
            }).feed(bytes, 0, bytes.length);
        }

        private void fail(String why) {
            back(() -> end(() -> from.membership().failed(exchange, why, time.now())));
        }

        private void back(Runnable what) {
            time.in(latency, () -> {
                if (network.connected(from, to)) {
                    from.whenTalking(what);
                }
            });
        }

        private void end(Runnable input) {
            if (!ended) {
                ended = true;
                from.input(input);
            }
        }
    }
}
