/**
 * One node's protocols as a pure state machine. Inputs are methods of {@link io.plumtree.core.NodeEngine}, outputs are calls
 * on {@link io.plumtree.core.Effects}, time is a parameter, randomness is handed in. No clock, thread, lock, socket, logger
 * or mutable static state: the simulator, the tests and the event loop run the same bytes.
 */
@NullMarked
package io.plumtree.core;

import org.jspecify.annotations.NullMarked;
