/**
 * How a node is: ordered rules over what the engine counts and how full it is, and the window over which failures count.
 * Nothing here changes a node.
 */
@NullMarked
package io.plumtree.core.health;

import org.jspecify.annotations.NullMarked;
