package io.plumtree.vertx.membership;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import io.plumtree.core.message.SyncRoot;

/**
 * What nodes compare by the exchange of states: a few bytes in front of the application's part. Members that do not know of it
 * send theirs without, which is no mistake.
 */
final class ComparedState {

    /** Bytes that no application's state begins with by chance. */
    private static final int MAGIC = 0x504C_D55C;
    private static final int BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;
    private static final byte[] NOTHING = {};

    private final int cluster;
    private final MembershipHost.Comparison node;

    /** @param clusterName nodes of another are members, too, and know other streams */
    ComparedState(String clusterName, MembershipHost.Comparison node) {
        CRC32 name = new CRC32();
        name.update(clusterName.getBytes(StandardCharsets.UTF_8));
        this.cluster = (int) name.getValue();
        this.node = node;
    }

    /** @return what is sent in front of the application's state; nothing if this node does not compare in this way */
    byte[] local() {
        SyncRoot root = node.root();
        return root == null ? NOTHING
                : ByteBuffer.allocate(BYTES).putInt(MAGIC).putInt(cluster).putLong(root.high()).putLong(root.low()).array();
    }

    /**
     * Tells the node what another compares.
     *
     * @param state what came
     * @return the application's part of it
     */
    ByteBuffer heard(ByteBuffer state) {
        ByteBuffer rest = state.slice();
        if (rest.remaining() < BYTES || rest.getInt(0) != MAGIC) {
            return rest;
        }
        rest.getInt();
        boolean ours = rest.getInt() == cluster;
        SyncRoot theirs = new SyncRoot(rest.getLong(), rest.getLong());
        if (ours) {
            node.compare(theirs);
        }
        return rest.slice();
    }
}
