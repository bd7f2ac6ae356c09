/**
 * Links over TCP: {@link io.plumtree.vertx.tcp.TcpTransport} listens, dials, shakes hands and carries the frames of
 * {@code io.plumtree.core.wire}. Everything here runs on the event-loop context of one node, without locks.
 */
@NullMarked
package io.plumtree.vertx.tcp;

import org.jspecify.annotations.NullMarked;
