/**
 * What nodes say to each other: the four Plumtree messages (GOSSIP, IHAVE, GRAFT, PRUNE) and those our deviations need.
 * Immutable values; how they travel is {@code core.wire}'s.
 */
@NullMarked
package io.plumtree.core.message;

import org.jspecify.annotations.NullMarked;
