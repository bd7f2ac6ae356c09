/** The first tree of an origin, computed from facts that all nodes share; pure functions. */
@NullMarked
package io.plumtree.core.tree;

import org.jspecify.annotations.NullMarked;
