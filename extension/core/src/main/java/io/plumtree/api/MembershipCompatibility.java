package io.plumtree.api;

/** With which clusters of others a node's membership fits together. */
public enum MembershipCompatibility {

    /** HashiCorp memberlist. */
    MEMBERLIST,
    /** HashiCorp Serf, which is memberlist with a layer of its own above, and refuses nodes that do not speak it. */
    SERF
}
