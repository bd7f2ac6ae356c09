package io.plumtree.quarkus.runtime;

/**
 * Says by being visible that Quarkus adds the beans and starts the node, so that the Build Compatible Extension of other
 * containers, which Quarkus would run as well, stands down.
 */
public final class QuarkusIntegrationMarker {

    private QuarkusIntegrationMarker() {
    }
}
