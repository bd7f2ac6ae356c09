/**
 * What a node counts, as metrics: one catalogue of names that adapters of metrics systems, the documentation, the dashboard
 * and the alerts share. Knows no metrics system.
 */
@NullMarked
package io.plumtree.vertx.metrics;

import org.jspecify.annotations.NullMarked;
