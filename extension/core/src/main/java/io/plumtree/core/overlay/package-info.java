/** Who is a neighbour: the union of hash-ordered rings over the members, and the links of this node. */
@NullMarked
package io.plumtree.core.overlay;

import org.jspecify.annotations.NullMarked;
