package io.plumtree.simulator.swim;

/** What was sent so far, by all nodes. */
public final class Traffic {

    private static final int UDP_HEADERS = 28;
    private static final int TCP_HEADERS = 40;
    private static final int SEGMENT_BYTES = 1460;
    /**
     * Of a connection with a short request and a short reply: three to open, one for each, their acknowledgements, four to
     * close.
     */
    private static final int SEGMENTS_OF_A_STREAM = 11;

    private long datagrams;
    private long datagramBytes;
    private long streams;
    private long streamBytes;
    private long headerBytes;

    void datagram(int bytes) {
        datagrams++;
        datagramBytes += bytes;
        headerBytes += UDP_HEADERS;
    }

    void stream(int request, int reply) {
        streams++;
        streamBytes += request + reply;
        int more = (request + reply) / SEGMENT_BYTES;
        headerBytes += (long) TCP_HEADERS * (SEGMENTS_OF_A_STREAM + more + more / 2);
    }

    /** @return datagrams */
    public long datagrams() {
        return datagrams;
    }

    /** @return connections that carried a request */
    public long streams() {
        return streams;
    }

    /** @return bytes of datagrams and streams, without headers */
    public long payloadBytes() {
        return datagramBytes + streamBytes;
    }

    /** @return the same with the headers of IP, UDP and TCP */
    public long bytesWithHeaders() {
        return payloadBytes() + headerBytes;
    }

    Traffic copy() {
        Traffic copy = new Traffic();
        copy.datagrams = datagrams;
        copy.datagramBytes = datagramBytes;
        copy.streams = streams;
        copy.streamBytes = streamBytes;
        copy.headerBytes = headerBytes;
        return copy;
    }

    Traffic since(Traffic before) {
        Traffic since = new Traffic();
        since.datagrams = datagrams - before.datagrams;
        since.datagramBytes = datagramBytes - before.datagramBytes;
        since.streams = streams - before.streams;
        since.streamBytes = streamBytes - before.streamBytes;
        since.headerBytes = headerBytes - before.headerBytes;
        return since;
    }
}
