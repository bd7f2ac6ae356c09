package io.plumtree.quarkus.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** Somebody wants to know how long deliveries take and how far they travel; without this item nobody measures it. */
public final class MeasuredBuildItem extends SimpleBuildItem {
}
