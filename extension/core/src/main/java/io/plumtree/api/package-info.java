/**
 * What applications meet: node and message identities, broadcasting, deliveries, events, configuration and errors.
 * <p>
 * The package depends on nothing but the JDK. Every type is immutable or an interface; threads are said on each method.
 */
@NullMarked
package io.plumtree.api;

import org.jspecify.annotations.NullMarked;
