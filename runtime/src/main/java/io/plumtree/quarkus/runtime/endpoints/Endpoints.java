package io.plumtree.quarkus.runtime.endpoints;

import java.util.Locale;

/** The questions that a node answers, by the last part of the path. */
public enum Endpoints {

    /** Everybody whom the node knows. */
    MEMBERS(new MembersEndpoint()),
    /** The node's place in the trees. */
    TREE(new TreeEndpoint()),
    /** How the node is. */
    HEALTH(new HealthEndpoint()),
    /** How a message came here, or why a member is in its state. */
    WHY(new WhyEndpoint());

    private final Endpoint endpoint;

    Endpoints(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** @return relative to Quarkus' path for what is not the application's own */
    public String path() {
        return "plumtree/" + name().toLowerCase(Locale.ROOT);
    }

    Endpoint endpoint() {
        return endpoint;
    }
}
