/** Why things are as they are, asked by an operator: the way that a message took from node to node. */
@NullMarked
package io.plumtree.core.why;

import org.jspecify.annotations.NullMarked;
