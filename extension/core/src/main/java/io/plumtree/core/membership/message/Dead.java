package io.plumtree.core.membership.message;

/**
 * A member is gone.
 *
 * @param incarnation which one of it, an unsigned 32-bit number
 * @param node the one that is gone
 * @param from who says so; the same one if it leaves
 */
public record Dead(long incarnation, String node, String from) implements PacketMessage {

    /** @return whether the member said so itself */
    public boolean leaving() {
        return node.equals(from);
    }
}
