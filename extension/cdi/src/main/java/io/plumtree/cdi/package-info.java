/**
 * Plumtree for any CDI container: the beans, the bridge that fires deliveries and events, the health checks. Knows the CDI
 * and MicroProfile Health APIs and {@link io.plumtree.vertx.PlumtreeNode}; whoever integrates a container adds the classes
 * of {@link io.plumtree.cdi.CdiBeans} and starts the node.
 */
@NullMarked
package io.plumtree.cdi;

import org.jspecify.annotations.NullMarked;
