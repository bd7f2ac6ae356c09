/** The build steps of the Quarkus extension. */
@NullMarked
package io.plumtree.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
