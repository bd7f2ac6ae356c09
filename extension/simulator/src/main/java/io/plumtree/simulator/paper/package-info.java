/** The algorithm of the Plumtree paper as it is written there, to compare ours with. */
package io.plumtree.simulator.paper;
