package io.plumtree.api;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A node as membership knows it, at one moment.
 *
 * @param id who; to memberlist the node's name
 * @param address where its membership listens, UDP and TCP
 * @param state what is believed about it
 * @param tags what it says about itself, in the order of the names; empty if its metadata are no tags, as those of foreign
 *        memberlist nodes. Unmodifiable
 * @param metadata its metadata as they travel, at most 512 bytes; read-only
 * @param incarnation how often it has contradicted or renewed what is said about it
 */
public record Member(NodeId id, Address address, MemberState state, Map<String, String> tags, ByteBuffer metadata,
        long incarnation) {

    /** The tag that names a node's zone. */
    public static final String ZONE_TAG = "zone";
    /** The tag with the application's own bytes, in Base64: what its {@link MembershipDelegate} gave. */
    public static final String USER_TAG = "m";

    /** @return its metadata from the first to the last byte: a new read-only buffer at each call, never a copy */
    @Override
    public ByteBuffer metadata() {
        return metadata.asReadOnlyBuffer();
    }

    /** @return where it says it runs, if it says so */
    public Optional<String> zone() {
        return Optional.ofNullable(tags.get(ZONE_TAG));
    }

    /** @return the bytes that its application gave; of a node without tags all its metadata. A copy */
    public byte[] userMetadata() {
        if (tags.isEmpty()) {
            byte[] all = new byte[metadata.remaining()];
            metadata.duplicate().get(all);
            return all;
        }
        try {
            return Base64.getDecoder().decode(tags.getOrDefault(USER_TAG, ""));
        } catch (IllegalArgumentException e) {
            return new byte[0]; // a foreign node's tag of that name
        }
    }

    /** @return whether it is believed to run: {@link MemberState#ALIVE} or {@link MemberState#SUSPECT} */
    public boolean present() {
        return state == MemberState.ALIVE || state == MemberState.SUSPECT;
    }
}
