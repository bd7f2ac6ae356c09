/**
 * The node in plain Java: {@link io.plumtree.vertx.PlumtreeNode} runs the engine of {@code io.plumtree.core} on one Vert.x
 * event-loop context, a {@link io.plumtree.vertx.Transport} carries its messages, and workers hand deliveries to the
 * application.
 */
@NullMarked
package io.plumtree.vertx;

import org.jspecify.annotations.NullMarked;
