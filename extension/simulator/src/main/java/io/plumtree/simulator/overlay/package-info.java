/** Graphs of members other than the rings: what the protocol does on the overlays of others. */
package io.plumtree.simulator.overlay;
