package io.plumtree.quarkus.test;

import java.util.function.Consumer;

import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.builder.item.SimpleBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;

/** Asserts on what build steps produce, as one more build step. */
final class BuildTimeAssertion {

    private BuildTimeAssertion() {
    }

    static <T extends SimpleBuildItem> Consumer<BuildChainBuilder> on(Class<T> type, Consumer<T> assertion) {
        return chain -> chain.addBuildStep(context -> {
            assertion.accept(context.consume(type));
            context.produce(new ServiceStartBuildItem("assertion"));
        }).consumes(type).produces(ServiceStartBuildItem.class).build();
    }
}
