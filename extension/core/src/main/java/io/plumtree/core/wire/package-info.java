/** How messages travel: a versioned, bounded binary codec with state for each connection. */
@NullMarked
package io.plumtree.core.wire;

import org.jspecify.annotations.NullMarked;
