/**
 * The Quarkus extension at run time: starts the node on the application's own Vert.x, and stops it with the application.
 */
@NullMarked
package io.plumtree.quarkus.runtime;

import org.jspecify.annotations.NullMarked;
