/** Plumtree: who is eager or lazy for an origin, what is missing, announced, pulled, grafted and pruned. */
@NullMarked
package io.plumtree.core.broadcast;

import org.jspecify.annotations.NullMarked;
