/**
 * Nodes in processes of their own, without a container, that are stopped, overloaded and killed under load. A
 * {@link io.plumtree.processes.NodeProcess} is the test's end of one, {@link io.plumtree.processes.NodeMain} the other.
 */
@NullMarked
package io.plumtree.processes;

import org.jspecify.annotations.NullMarked;
