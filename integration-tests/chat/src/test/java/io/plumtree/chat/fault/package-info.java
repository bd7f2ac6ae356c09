/**
 * Real faults for the processes of the demo: a proxy on this host that everything between the nodes runs through, and the
 * requests by which the page asks for faults.
 */
@NullMarked
package io.plumtree.chat.fault;

import org.jspecify.annotations.NullMarked;
