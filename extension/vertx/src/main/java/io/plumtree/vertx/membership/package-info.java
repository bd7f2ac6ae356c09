/**
 * Membership on sockets: one port for UDP and TCP, whom to join, and the application's delegates. What is not here is in
 * {@code io.plumtree.core.membership}.
 */
@NullMarked
package io.plumtree.vertx.membership;

import org.jspecify.annotations.NullMarked;
