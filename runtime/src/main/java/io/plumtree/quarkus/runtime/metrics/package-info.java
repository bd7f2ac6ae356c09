/** The catalogue of metrics for whatever metrics extension the application has, Micrometer first. */
@NullMarked
package io.plumtree.quarkus.runtime.metrics;

import org.jspecify.annotations.NullMarked;
