/** The messages that a node retains to serve those who miss them. */
@NullMarked
package io.plumtree.core.store;

import org.jspecify.annotations.NullMarked;
