/**
 * What a node says of itself over HTTP, as JSON, on the management interface where there is one.
 */
@NullMarked
package io.plumtree.quarkus.runtime.endpoints;

import org.jspecify.annotations.NullMarked;
