/** Tells what happens in a run, event by event: as text, and as a page that shows it. */
package io.plumtree.simulator.trace;
