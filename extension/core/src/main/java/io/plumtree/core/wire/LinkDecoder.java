package io.plumtree.core.wire;

import io.plumtree.core.message.PlumtreeMessage;

/**
 * Reads what the other end of one connection says, whoever that is and however its bytes are cut into chunks. Input that
 * makes no sense is told to the handler once; no exception comes of it, and no memory is taken for what was only announced.
 * <p>
 * For one thread. It remembers what was said, as the other end's {@link LinkEncoder} does.
 */
public final class LinkDecoder {

    private final FrameHandler handler;
    private final FrameBounds bounds;
    private final MessageReader messages;
    private final WireReader body = new WireReader();
    private final PartialFrame partial = new PartialFrame();
    private boolean stopped;

    /**
     * A decoder for a new connection.
     *
     * @param limits what is accepted at most
     * @param handler hears what was read
     */
    public LinkDecoder(WireLimits limits, FrameHandler handler) {
        this.handler = handler;
        this.bounds = new FrameBounds(limits);
        this.messages = new MessageReader(limits);
    }

    /**
     * Reads on. Payloads are copied, so the array may be used again afterwards. An exception of the handler leaves this
     * method, and nothing is read any more.
     *
     * @param bytes holds the next bytes of the connection
     * @param from the first of them
     * @param to after the last of them
     * @return false once the input was rejected; everything is ignored from then on
     */
    public boolean feed(byte[] bytes, int from, int to) {
        if (stopped) {
            return false;
        }
        stopped = true;
        try {
            read(bytes, from, to);
            stopped = false;
        } catch (MalformedInput e) {
            handler.rejected(e.why());
        } finally {
            if (stopped) {
                partial.release();
            }
        }
        return !stopped;
    }

    private void read(byte[] bytes, int from, int to) throws MalformedInput {
        int at = from;
        if (partial.size() > 0) {
            at = complete(bytes, from, to);
        }
        while (to - at >= FrameBounds.HEADER_BYTES) {
            int size = bounds.checkedSize(bytes, at);
            if (size > to - at) {
                break;
            }
            frame(bytes, at, at + size);
            at += size;
        }
        if (at < to) {
            partial.append(bytes, at, to, to - at);
        }
    }

    /** Goes on with the frame whose first bytes came before; returns where the next one starts. */
    private int complete(byte[] bytes, int from, int to) throws MalformedInput {
        int at = from;
        if (partial.size() < FrameBounds.HEADER_BYTES) {
            at = partial.append(bytes, at, to, FrameBounds.HEADER_BYTES);
            if (partial.size() < FrameBounds.HEADER_BYTES) {
                return at;
            }
        }
        int size = bounds.checkedSize(partial.array(), 0);
        at = partial.append(bytes, at, to, size);
        if (partial.size() == size) {
            frame(partial.array(), 0, size);
            partial.clear();
        }
        return at;
    }

    private void frame(byte[] bytes, int start, int end) throws MalformedInput {
        int type = FrameBounds.type(bytes, start);
        body.over(bytes, start + FrameBounds.HEADER_BYTES, end);
        if (MessageReader.knows(type)) {
            PlumtreeMessage message = messages.read(type, body);
            body.expectEnd();
            handler.message(message);
        } else if (type == FrameType.DECLARE) {
            messages.declare(body);
            body.expectEnd();
        } else if (LinkFrameReader.knows(type)) {
            LinkFrame frame = LinkFrameReader.read(type, body);
            body.expectEnd();
            handler.frame(frame);
        } else {
            handler.skipped(type);
        }
    }
}
