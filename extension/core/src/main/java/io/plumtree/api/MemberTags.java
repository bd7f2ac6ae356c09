package io.plumtree.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tags that a node sets itself, by which members of its kind know each other. */
public final class MemberTags {

    /** Names the cluster, and says that a member broadcasts at all. Members without it are never neighbours. */
    public static final String CLUSTER = "plumtree";
    /** The port on which a member listens for broadcasts. */
    public static final String BROADCAST_PORT = "bp";
    /** The host on which a member listens for broadcasts, where it is not that of its membership. */
    public static final String BROADCAST_HOST = "ba";

    private static final Set<String> RESERVED = Set.of(CLUSTER, BROADCAST_PORT, BROADCAST_HOST, Member.ZONE_TAG,
            Member.USER_TAG);

    private MemberTags() {
    }

    /**
     * @param tags of an application
     * @return a copy, in their order, unmodifiable
     * @throws IllegalArgumentException if a name is blank or one of those that the node sets itself
     */
    public static Map<String, String> checked(Map<String, String> tags) {
        Map<String, String> copy = new LinkedHashMap<>();
        tags.forEach((name, value) -> {
            if (name.isBlank() || RESERVED.contains(name)) {
                throw new IllegalArgumentException(name.isBlank() ? "a tag's name must not be blank"
                        : "the tag '" + name + "' is set by the node itself");
            }
            copy.put(name, value);
        });
        return Collections.unmodifiableMap(copy);
    }

    /**
     * @param member any
     * @param cluster a cluster's name
     * @return where the member listens for broadcasts, if it broadcasts in that cluster
     */
    public static Optional<Address> broadcastAddress(Member member, String cluster) {
        Map<String, String> tags = member.tags();
        if (!cluster.equals(tags.get(CLUSTER))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Address(tags.getOrDefault(BROADCAST_HOST, member.address().host()),
                    Integer.parseInt(tags.getOrDefault(BROADCAST_PORT, "")))).filter(address -> address.port() > 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // it comes from outside
        }
    }
}
