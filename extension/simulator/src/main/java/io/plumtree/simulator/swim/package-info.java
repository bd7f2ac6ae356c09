/**
 * Clusters of the real membership, {@link io.plumtree.core.membership.Membership}, on virtual time: datagrams that are late,
 * lost or wait in a socket's buffer, streams that are refused or break, processes that stand still or crash. The stand-in
 * that tells engines who is a member, in {@code io.plumtree.simulator.membership}, is something else.
 */
@NullMarked
package io.plumtree.simulator.swim;

import org.jspecify.annotations.NullMarked;
