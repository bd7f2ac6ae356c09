package io.plumtree.vertx.membership;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.plumtree.api.NodeId;

/**
 * What Serf needs to believe that a member left: memberlist's own word for it counts as a failure there, unless Serf's message
 * was gossiped, with a later time of the cluster's logical clock than anything it knows of that member. That clock travels in
 * the state that Serf's nodes exchange.
 */
final class SerfClock {

    private static final int LEAVE = 0;
    private static final int PUSH_PULL = 2;
    private static final String TIME = "LTime";
    private static final int MAX_DEPTH = 8;

    private long time;

    /** @param state of the layer above memberlist at another node; anything but Serf's is ignored */
    void witness(ByteBuffer state) {
        try {
            if (state.hasRemaining() && state.get() == PUSH_PULL) {
                int fields = mapSize(state.get() & 0xFF, state);
                for (int i = 0; i < fields; i++) {
                    String name = text(state);
                    if (TIME.equals(name)) {
                        time = Math.max(time, number(state));
                        return;
                    }
                    skip(state, 0);
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // It comes from outside, and nothing but a leave that shows as a failure depends on it.
        }
    }

    /** @return the message that says that {@code node} leaves, later than all that was witnessed */
    byte[] leaving(NodeId node) {
        time++;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(LEAVE);
        out.write(0x83);
        text(TIME, out);
        out.write(0xCF);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(time).array());
        text("Node", out);
        text(node.value(), out);
        text("Prune", out);
        out.write(0xC2);
        return out.toByteArray();
    }

    private static void text(String text, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            out.write(0xA0 | bytes.length);
        } else {
            out.write(0xDA);
            out.write(bytes.length >> 8);
            out.write(bytes.length);
        }
        out.writeBytes(bytes);
    }

    private static int mapSize(int head, ByteBuffer in) {
        return switch (head) {
            case 0xDE -> in.getShort() & 0xFFFF;
            case 0xDF -> size(in.getInt());
            default -> {
                if ((head & 0xF0) != 0x80) {
                    throw new IllegalArgumentException("no map");
                }
                yield head & 0x0F;
            }
        };
    }

    private static String text(ByteBuffer in) {
        int head = in.get() & 0xFF;
        int length = switch (head) {
            case 0xD9, 0xC4 -> in.get() & 0xFF;
            case 0xDA, 0xC5 -> in.getShort() & 0xFFFF;
            default -> (head & 0xE0) == 0xA0 ? head & 0x1F : -1;
        };
        byte[] bytes = new byte[checked(length, in)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long number(ByteBuffer in) {
        int head = in.get();
        return switch (head & 0xFF) {
            case 0xCC -> in.get() & 0xFF;
            case 0xCD -> in.getShort() & 0xFFFF;
            case 0xCE -> in.getInt() & 0xFFFF_FFFFL;
            case 0xCF -> in.getLong();
            default -> {
                if (head < 0) {
                    throw new IllegalArgumentException("no number");
                }
                yield head;
            }
        };
    }

    private static void skip(ByteBuffer in, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("too deep");
        }
        int head = in.get() & 0xFF;
        if (head < 0x80 || head >= 0xE0 || head == 0xC0 || head == 0xC2 || head == 0xC3) {
            return;
        }
        if (head < 0x90 || head == 0xDE || head == 0xDF) {
            skip(in, 2L * mapSize(head, in), depth);
        } else if (head < 0xA0) {
            skip(in, head & 0x0F, depth);
        } else if (head == 0xDC) {
            skip(in, in.getShort() & 0xFFFF, depth);
        } else if (head == 0xDD) {
            skip(in, size(in.getInt()), depth);
        } else {
            int length = switch (head) {
                case 0xCC, 0xD0 -> 1;
                case 0xCD, 0xD1 -> 2;
                case 0xCA, 0xCE, 0xD2 -> 4;
                case 0xCB, 0xCF, 0xD3 -> 8;
                case 0xC4, 0xD9 -> in.get() & 0xFF;
                case 0xC5, 0xDA -> in.getShort() & 0xFFFF;
                case 0xC6, 0xDB -> in.getInt();
                default -> head < 0xC0 ? head & 0x1F : -1;
            };
            in.position(in.position() + checked(length, in));
        }
    }

    private static void skip(ByteBuffer in, long values, int depth) {
        for (long i = 0; i < values; i++) {
            skip(in, depth + 1);
        }
    }

    private static int size(int announced) {
        if (announced < 0) {
            throw new IllegalArgumentException("too many");
        }
        return announced;
    }

    private static int checked(int length, ByteBuffer in) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("cut off");
        }
        return length;
    }
}
